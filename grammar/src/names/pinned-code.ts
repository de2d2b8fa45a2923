/**
 * Code of another repository at one of its commits: `git+https://host/repo#<commit, tag or branch>:path/in/it`. What a tag or a
 * branch means is locked by the project (flow.lock); nothing here or in an editor fetches anything.
 */
export interface PinnedCode {
  /** As git takes it: `https://…`, `ssh://…` or `file://…`. */
  repository: string;
  ref: string;
  /** In the repository, with `/`. */
  path: string;
}

export type PinnedReading = { ok: true; code: PinnedCode } | { ok: false; why: string };

/** undefined for a path that means a file of the project. */
export function readPinnedCode(text: string): PinnedReading | undefined {
  if (!text.startsWith('git+')) return undefined;
  const [, repository = '', ref = '', path = ''] = /^git\+([^#]*)(?:#([^:]*)(?::(.*))?)?$/.exec(text) ?? [];
  const why = repositoryMistake(repository) ?? refMistake(ref) ?? pathMistake(path);
  return why === undefined ? { ok: true, code: { repository, ref, path } } : { ok: false, why };
}

function repositoryMistake(repository: string): string | undefined {
  if (!/^(https|ssh|file):\/\/[^\s]+$/.test(repository))
    return 'it begins with git+https://, git+ssh:// or git+file://';
  const hasPassword = /^\w+:\/\/[^/@]*:[^/@]*@/.test(repository);
  return hasPassword ? 'it holds a password; leave that to git' : undefined;
}

function refMistake(ref: string): string | undefined {
  if (ref === '') return 'behind the repository it says which commit, as #1a2b3c…';
  return /^[\w][\w./-]*$/.test(ref) && !ref.includes('..') ? undefined : `"${ref}" is no commit, tag or branch`;
}

function pathMistake(path: string): string | undefined {
  if (path === '') return 'behind the commit it says which file, as :steps/clean.ts';
  const isWithin =
    !/^\/|\\|\s/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return isWithin ? undefined : `"${path}" is no path of a file in the repository`;
}

/**
 * Brings a commit of a repository into the project with the git of this machine, which knows how its user gets at repositories.
 * What comes is data: no hook, filter or submodule of it runs, and its links become plain files.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RunError } from '../execute/run-error.ts';
import { makeStoreFolder } from '../project/store-folder.ts';
import type { LockedCode } from './flow-lock.ts';
import { codeFolder, treeDigest, treePath } from './pinned-file.ts';

const isCommit = (ref: string) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(ref);
const safely = ['core.hooksPath=/dev/null', 'core.symlinks=false', 'core.autocrlf=false', 'protocol.ext.allow=never'];

/** `wanted`: a commit, tag or branch. Rejects with a RunError, or with the signal's reason; nothing half fetched is left. */
export async function fetchCode(
  projectFolder: string,
  { repository, ref }: Pick<LockedCode, 'repository' | 'ref'>,
  wanted: string,
  signal?: AbortSignal,
): Promise<LockedCode> {
  const scratch = await mkdtemp(join(makeStoreFolder(projectFolder, codeFolder), 'fetching-'));
  const git = (...args: string[]) => runGit(args, scratch, repository, signal);
  try {
    await git('init', '-q', '--bare', 'repository');
    const commit = await fetchCommit(git, repository, wanted);
    const tree = join(scratch, 'tree');
    makeStoreFolder(projectFolder, codeFolder, scratch.split(/[\\/]/).at(-1) as string, 'tree');
    await git(
      '-C',
      'repository',
      `--work-tree=${tree}`,
      '-c',
      'filter.lfs.smudge=',
      'checkout',
      '-q',
      '-f',
      commit,
      '--',
      '.',
    );
    const locked = { repository, ref, commit, digest: treeDigest(tree) };
    const place = join(projectFolder, treePath(locked));
    await rm(place, { recursive: true, force: true });
    await rename(tree, place);
    return locked;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Alone where the server gives it so; some give a commit only with all that leads to it. */
async function fetchCommit(
  git: (...args: string[]) => Promise<string>,
  repository: string,
  wanted: string,
): Promise<string> {
  const fetch = (...what: string[]) => git('-C', 'repository', 'fetch', '-q', '--no-tags', ...what);
  try {
    await fetch('--depth', '1', '--', repository, wanted);
    return await git('-C', 'repository', 'rev-parse', '--verify', 'FETCH_HEAD^{commit}');
  } catch (error) {
    if (!isCommit(wanted)) throw error;
    await fetch('--', repository, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*');
    return await git('-C', 'repository', 'rev-parse', '--verify', `${wanted}^{commit}`);
  }
}

async function runGit(args: string[], cwd: string, repository: string, signal?: AbortSignal): Promise<string> {
  const { GIT_DIR: _d, GIT_WORK_TREE: _w, GIT_INDEX_FILE: _i, ...environment } = process.env;
  const env = { ...environment, GIT_TERMINAL_PROMPT: '0' };
  try {
    const settings = safely.flatMap((setting) => ['-c', setting]);
    const { stdout } = await promisify(execFile)('git', [...settings, ...args], { cwd, env, signal });
    return stdout.trim();
  } catch (error) {
    signal?.throwIfAborted();
    const { code, stderr, message } = error as Error & { code?: unknown; stderr?: string };
    if (code === 'ENOENT')
      throw new RunError('git-missing', 'There is no git on this machine; install it to lock code');
    const said = (stderr || message).trim().split('\n').at(-1);
    throw new RunError('git-failed', `git cannot fetch from ${repository}: ${said}`, { cause: error });
  }
}

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

/** What user code threw, in one line: its message and the place in the project's code it came from. */
export function describeThrown(thrown: unknown, projectFolder: string): string {
  if (!(thrown instanceof Error)) return `threw ${inspect(thrown, { breakLength: Number.POSITIVE_INFINITY })}`;
  const place = placeOf(thrown.stack ?? '', projectFolder);
  const message = thrown.message === '' ? thrown.name : thrown.message;
  return place === undefined ? message : `${message} (at ${place})`;
}

/** The first stack line inside the project, as `steps/clean.ts:12:9`; for a mistake in the syntax, where that is. */
function placeOf(stack: string, projectFolder: string): string | undefined {
  for (const [, url, position] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+:\d+)/g)) {
    const path = pathWithin(projectFolder, fileURLToPath(url as string));
    if (path !== undefined) return `${path}:${position}`;
  }
  const [, file, line] = /^(?:file:\/\/)?(\S.*):(\d+)\n/.exec(stack) ?? [];
  const path = file && pathWithin(projectFolder, file);
  return path && `${path}:${line}`;
}

function pathWithin(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  return path.startsWith('..') || path.includes('node_modules') ? undefined : path.replaceAll('\\', '/');
}

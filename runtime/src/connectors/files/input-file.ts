/**
 * The file a source reads: found by its path relative to the project, opened, or refused with what stands there instead. Refuses
 * folders and patterns: one read is one file. A file that is changed while it is read is refused too, for its records would be of
 * two files.
 */
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { RunError } from '../../execute/run-error.ts';
import type { Position } from '../connector.ts';
import { fileError } from './file-errors.ts';
import { differenceOf, type FileState, fileState, stateIn, stateOf } from './file-state.ts';

export interface InputFile {
  /** As the plan names it. */
  path: string;
  absolute: string;
  /** When it was found; undefined for what is no file that lies there, such as a pipe. */
  state: FileState | undefined;
}

export async function findInputFile(path: string, projectFolder: string): Promise<InputFile> {
  const absolute = resolve(projectFolder, path);
  const found = await stat(absolute, { bigint: true }).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw await notFound(path, absolute, projectFolder, found);
  if (found.isDirectory())
    throw new RunError('file-is-a-folder', `Cannot read "${path}": it is a folder; name one file in it`);
  return { path, absolute, state: found.isFile() ? stateOf(found) : undefined };
}

/** Rejects where the file is not what was found. */
export async function verifyInputFile({ path, absolute, state }: InputFile): Promise<void> {
  const said = state && differenceOf(state, await fileState(absolute));
  if (said === undefined) return;
  const message = `"${path}" was changed while it was read: ${said}. Run again when nobody writes to it`;
  throw new RunError('source-changed', message);
}

/** Refuses to go on in a file that is not the one in which the run began, as a position says it. */
export function refuseOtherFile({ path, state }: InputFile, from: Position): void {
  const before = stateIn(from, 'file');
  const said = state === undefined ? 'it is no file now' : differenceOf(before, state);
  if (said === undefined) return;
  const message = `"${path}" was changed since the run began: ${said}. Run again without --resume, which begins anew`;
  throw new RunError('source-changed', message);
}

export async function openInputFile({ path, absolute }: InputFile): Promise<FileHandle> {
  return open(absolute, 'r').catch((cause: unknown) => {
    throw fileError(`Cannot read "${path}"`, cause);
  });
}

async function notFound(
  path: string,
  absolute: string,
  projectFolder: string,
  cause: NodeJS.ErrnoException,
): Promise<RunError> {
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') return fileError(`Cannot read "${path}"`, cause);
  if (/[*?]/.test(path))
    return new RunError('file-not-found', `Cannot read "${path}": patterns are not supported; name one file`, {
      cause,
    });
  const said = `Cannot read "${path}": there is no such file${await nearby(absolute, projectFolder)}`;
  return new RunError('file-not-found', said, { cause });
}

/** The nearest name in its folder, or the nearest folder that exists. */
async function nearby(absolute: string, projectFolder: string): Promise<string> {
  const folder = dirname(absolute);
  const names = await readdir(folder).catch(() => undefined);
  const shown = (target: string) => shownFrom(projectFolder, target);
  if (names !== undefined) {
    const near = nearest(basename(absolute), names);
    return near === undefined ? ` in "${shown(folder)}"` : `; did you mean "${shown(resolve(folder, near))}"?`;
  }
  let existing = folder;
  while (existing !== dirname(existing) && (await stat(existing).catch(() => undefined)) === undefined)
    existing = dirname(existing);
  return `, and no folder "${shown(folder)}" (the nearest that exists is "${shown(existing)}")`;
}

/** As the flow would name it; of a place that is not in the project all of the path. */
function shownFrom(projectFolder: string, target: string): string {
  const path = relative(projectFolder, target).split(sep).join('/');
  return path.startsWith('../') || path === '..' ? target : path || '.';
}

/** The name within a third of its letters, or undefined. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, far: distance(wanted.toLowerCase(), name.toLowerCase()) }));
  ranked.sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  const [best] = ranked;
  return best !== undefined && best.far <= Math.max(1, wanted.length / 3) ? best.name : undefined;
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let k = 1; k <= b.length; k++) {
      const change = (previous[k - 1] as number) + (a[i - 1] === b[k - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[k] as number) + 1, (row[k - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}

/**
 * A file on its way: written under a temporary name in the folder of its final one, so that the rename at the end is atomic.
 * Invariant: the final name holds either what stood there before or the whole new file, never a part.
 */
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RunError } from '../../execute/run-error.ts';
import { fileError } from './file-errors.ts';
import { partPathOf, removeStaleParts } from './part-name.ts';

/** Where an output will stand and where it grows until then. */
export interface PartPath {
  /** As the plan names it. */
  path: string;
  absolute: string;
  part: string;
}

export async function planPart(path: string, projectFolder: string): Promise<PartPath> {
  const absolute = resolve(projectFolder, path);
  const standing = await stat(absolute).catch(() => undefined);
  if (standing?.isDirectory())
    throw new RunError('file-is-a-folder', `Cannot write "${path}": it is a folder; give the name of a file`);
  await createFolder(dirname(absolute)).catch((cause: unknown) => {
    throw fileError(`Cannot create the folder of "${path}"`, cause);
  });
  removeStaleParts(absolute);
  return { path, absolute, part: partPathOf(absolute) };
}

/** Not `mkdir` with `recursive`: on a read-only file system that says the folder is not found. */
async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await createFolder(dirname(folder));
    await createFolder(folder);
  }
}

export class PartFile {
  readonly #place: PartPath;
  readonly #handle: FileHandle;
  #state: 'open' | 'complete' | 'published' | 'removed' = 'open';
  bytes = 0;

  constructor(place: PartPath, handle: FileHandle) {
    this.#place = place;
    this.#handle = handle;
  }

  static async create(path: string, projectFolder: string): Promise<PartFile> {
    const place = await planPart(path, projectFolder);
    const handle = await open(place.part, 'wx').catch((cause: unknown) => {
      throw fileError(`Cannot write "${path}"`, cause);
    });
    return new PartFile(place, handle);
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#guard(async () => {
      // Unlike `write`, `appendFile` goes on after a short write.
      await this.#handle.appendFile(bytes);
      this.bytes += bytes.length;
    });
  }

  /** On the disk, whole. */
  async complete(): Promise<void> {
    await this.#guard(async () => {
      await this.#handle.sync();
      await this.#handle.close();
      this.#state = 'complete';
    });
  }

  async publish(): Promise<void> {
    await this.#guard(() => rename(this.#place.part, this.#place.absolute));
    this.#state = 'published';
  }

  async close(): Promise<void> {
    if (this.#state === 'published' || this.#state === 'removed') return;
    if (this.#state === 'open') await this.#handle.close();
    this.#state = 'removed';
    await rm(this.#place.part, { force: true });
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    await action().catch((cause: unknown) => {
      throw fileError(`Cannot write "${this.#place.path}"`, cause);
    });
  }
}

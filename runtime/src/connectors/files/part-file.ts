/**
 * A file on its way: written under a temporary name in the folder of its final one, so that the rename at the end is atomic.
 * Invariant: the final name holds either what stood there before or the whole new file, never a part.
 */
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import type { ConnectorContext, SinkContext, SinkOwner } from '../connector.ts';
import { fileError } from './file-errors.ts';
import { partPathOf, removePart, removeStaleParts } from './part-name.ts';

/** Where an output will stand and where it grows until then. */
export interface PartPath {
  /** As the plan names it. */
  path: string;
  absolute: string;
  part: string;
}

export type PartContext = Pick<SinkContext, 'projectFolder' | 'runId' | 'node' | 'isResumable'>;

export async function planPart(path: string, context: PartContext): Promise<PartPath> {
  const absolute = resolve(context.projectFolder, path);
  const standing = await stat(absolute).catch(() => undefined);
  if (standing?.isDirectory())
    throw new RunError('file-is-a-folder', `Cannot write "${path}": it is a folder; give the name of a file`);
  await createFolder(dirname(absolute)).catch((cause: unknown) => {
    throw fileError(`Cannot create the folder of "${path}"`, cause);
  });
  removeStaleParts(absolute);
  return { path, absolute, part: partPathOf(absolute, context.isResumable ? context : undefined) };
}

/** Removes what a run left of the file that a call with a `path` writes. */
export async function abandonPart({ options }: ConnectorCall, context: ConnectorContext & SinkOwner): Promise<void> {
  removePart(partPathOf(resolve(context.projectFolder, String(options.path)), context));
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
  readonly place: PartPath;
  readonly #handle: FileHandle;
  readonly #isResumable: boolean;
  #state: 'open' | 'complete' | 'published' | 'closed' = 'open';
  #completing: Promise<void> | undefined;
  /** Written whole. */
  bytes: number;

  private constructor(place: PartPath, handle: FileHandle, isResumable: boolean, bytes: number) {
    this.place = place;
    this.#handle = handle;
    this.#isResumable = isResumable;
    this.bytes = bytes;
  }

  /** Goes on behind the first `bytes` of what the run wrote before. */
  static async open(place: PartPath, { isResumable = false }: PartContext, bytes = 0): Promise<PartFile> {
    const flags = bytes > 0 ? 'r+' : isResumable ? 'w' : 'wx';
    const handle = await open(place.part, flags).catch((cause: unknown) => {
      throw bytes > 0 ? partGone(place) : fileError(`Cannot write "${place.path}"`, cause);
    });
    const file = new PartFile(place, handle, isResumable, bytes);
    if (bytes > 0) await file.#cutOff();
    return file;
  }

  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  async write(content: string | Buffer): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await this.#guard(async () => {
      for (let written = 0; written < bytes.length; ) {
        const length = bytes.length - written;
        const { bytesWritten } = await this.#handle.write(bytes, written, length, this.bytes + written);
        written += bytesWritten;
      }
      this.bytes += bytes.length;
    });
  }

  /** Brings what was written to the disk, where it lies already once it is complete. */
  async sync(): Promise<void> {
    if (this.#completing !== undefined) await this.#completing;
    else if (this.#state === 'open') await this.#guard(() => this.#handle.datasync());
  }

  /** On the disk, whole. */
  async complete(): Promise<void> {
    this.#completing ??= this.#guard(async () => {
      await this.#handle.sync();
      await this.#handle.close();
      this.#state = 'complete';
    });
    await this.#completing;
  }

  async publish(): Promise<void> {
    await this.#guard(() => rename(this.place.part, this.place.absolute));
    this.#state = 'published';
  }

  async close(): Promise<void> {
    if (this.#state === 'published' || this.#state === 'closed') return;
    if (this.#state === 'open') await this.#handle.close();
    this.#state = 'closed';
    if (!this.#isResumable) await rm(this.place.part, { force: true });
  }

  async #cutOff(): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size >= this.bytes) return this.#guard(() => this.#handle.truncate(this.bytes));
    await this.#handle.close();
    throw partGone(this.place);
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    await action().catch((cause: unknown) => {
      throw fileError(`Cannot write "${this.place.path}"`, cause);
    });
  }
}

/** What a run wrote of an output before it was ended is not there. */
export function partGone({ path }: PartPath): RunError {
  const message = `Cannot go on with "${path}": what the run wrote of it is gone. Run again without --resume`;
  return new RunError('output-changed', message);
}

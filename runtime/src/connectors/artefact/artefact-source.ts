import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConnectorCall } from '@millrace/grammar';
import { columnsOfBytes } from '../../batch/batch-bytes.ts';
import { RunError } from '../../execute/run-error.ts';
import type { Position, Source, SourceBatch, SourceContext } from '../connector.ts';
import { fileError } from '../files/file-errors.ts';
import { countIn } from '../files/file-state.ts';
import { type FrameHead, frameStart, headBytes, readHead } from './batch-frames.ts';

/** Reads a kept result, batch for batch as it was written. */
export async function openArtefactSource({ options }: ConnectorCall, context: SourceContext): Promise<Source> {
  const path = String(options.path);
  const handle = await open(resolve(context.projectFolder, path), 'r').catch((cause: unknown) => {
    throw fileError(`Cannot read the kept result "${path}"`, cause);
  });
  return new ArtefactSource(path, handle, context);
}

class ArtefactSource implements Source {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #context: SourceContext;
  #position: number;

  constructor(path: string, handle: FileHandle, context: SourceContext) {
    this.#path = path;
    this.#handle = handle;
    this.#context = context;
    this.#position = context.from === undefined ? 0 : countIn(context.from, 'offset');
  }

  async next(): Promise<SourceBatch | undefined> {
    this.#context.signal.throwIfAborted();
    if (this.#position === 0) await this.#readStart();
    const head = await this.#readHead();
    if (head === undefined) return undefined;
    const columns = columnsOfBytes(await this.#read(head.bytes), this.#context.schema, head.records);
    return { columns, length: head.records, bad: [] };
  }

  /** What is in the store never changes. */
  position(): Position {
    return { offset: this.#position };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #readStart(): Promise<void> {
    const start = await this.#read(frameStart.length);
    if (!start.equals(frameStart)) throw this.#damaged();
  }

  async #readHead(): Promise<FrameHead | undefined> {
    const { size } = await this.#handle.stat();
    return this.#position === size ? undefined : readHead(await this.#read(headBytes));
  }

  async #read(length: number): Promise<Buffer> {
    const { size } = await this.#handle.stat();
    if (length > size - this.#position) throw this.#damaged();
    const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafeSlow(length), 0, length, this.#position);
    if (bytesRead !== length) throw this.#damaged();
    this.#position += length;
    return buffer;
  }

  #damaged(): RunError {
    const message = `The kept result "${this.#path}" is damaged: remove it, and the next run makes it again`;
    return new RunError('artefact-damaged', message);
  }
}

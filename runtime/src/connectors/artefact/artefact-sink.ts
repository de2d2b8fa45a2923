import { type FileHandle, open } from 'node:fs/promises';
import { dropPart, keepPart, newPart, type StoredArtefact } from '../../artefacts/artefact-store.ts';
import type { Batch } from '../../batch/batch.ts';
import { bytesOfBatch } from '../../batch/batch-bytes.ts';
import type { Artefact, Sink, SinkContext } from '../connector.ts';
import { fileError } from '../files/file-errors.ts';
import { frameStart, headOf } from './batch-frames.ts';

const extension = 'batches';

/** Keeps the result of a node in the store of artefacts; its path there is that of the artefact. */
export async function openArtefactSink(context: SinkContext): Promise<Sink> {
  const part = newPart(context.projectFolder, extension);
  const handle = await guarded(() => open(part, 'wx'));
  const sink = new ArtefactSink(part, handle, context);
  try {
    await sink.begin();
    return sink;
  } catch (error) {
    await sink.close();
    throw error;
  }
}

class ArtefactSink implements Sink {
  readonly takesEmptyBatches = true;
  readonly #part: string;
  readonly #handle: FileHandle;
  readonly #context: SinkContext;
  #records = 0;
  #kept: StoredArtefact | undefined;

  constructor(part: string, handle: FileHandle, context: SinkContext) {
    this.#part = part;
    this.#handle = handle;
    this.#context = context;
  }

  begin(): Promise<void> {
    return guarded(() => this.#handle.appendFile(frameStart));
  }

  async write(batch: Batch): Promise<void> {
    this.#context.signal.throwIfAborted();
    const content = bytesOfBatch(batch);
    const head = headOf({ bytes: content.length, records: batch.length });
    await guarded(() => this.#handle.appendFile(Buffer.concat([head, content])));
    this.#records += batch.length;
  }

  async complete(): Promise<void> {
    const { projectFolder, signal } = this.#context;
    await this.#handle.close();
    this.#kept = await keepPart(projectFolder, this.#part, extension, signal);
  }

  async publish(): Promise<Artefact[]> {
    const { path, bytes } = this.#kept as StoredArtefact;
    return [{ path, bytes, records: this.#records }];
  }

  /** What is in the store stays: nobody finds it without the catalogue, and a tidying of the store removes it. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
    dropPart(this.#part);
  }
}

function guarded<T>(action: () => Promise<T>): Promise<T> {
  return action().catch((cause: unknown) => {
    throw fileError('Cannot keep a result in ".millrace"', cause);
  });
}

/**
 * Batches on the disk that somebody in this process wants back. The file has no name once it is open, so that nothing of it is
 * left whatever becomes of the process.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordType } from '@millrace/grammar';
import type { Batch, BatchId } from '../batch/batch.ts';
import { batchOfBytes, bytesOfBatch } from '../batch/batch-bytes.ts';
import { fileError } from '../connectors/files/file-errors.ts';

/** Where a batch lies. */
export interface SpilledBatch {
  id: BatchId;
  schema: RecordType;
  length: number;
  position: number;
  bytes: number;
}

export class SpillFile {
  readonly #handle: FileHandle;
  #end = 0;
  #closed: Promise<void> | undefined;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(): Promise<SpillFile> {
    return guarded(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'millrace-spill-'));
      try {
        return new SpillFile(await open(join(folder, 'batches'), 'wx+', 0o600));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  async write(batch: Batch): Promise<SpilledBatch> {
    const { id, schema, length } = batch;
    const content = bytesOfBatch(batch);
    const position = this.#end;
    this.#end += content.length;
    await guarded(() => this.#handle.write(content, 0, content.length, position));
    return { id, schema, length, position, bytes: content.length };
  }

  async read({ id, schema, length, position, bytes }: SpilledBatch): Promise<Batch> {
    const { buffer } = await guarded(() => this.#handle.read(Buffer.allocUnsafe(bytes), 0, bytes, position));
    return batchOfBytes(buffer, id, schema, length);
  }

  close(): Promise<void> {
    this.#closed ??= this.#handle.close();
    return this.#closed;
  }
}

function guarded<T>(action: () => Promise<T>): Promise<T> {
  return action().catch((cause: unknown) => {
    throw fileError(`Cannot keep records in the folder for temporary files, "${tmpdir()}"`, cause);
  });
}

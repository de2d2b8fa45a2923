/**
 * The file of a node beside the ledger: what it gave, batch for batch, with the bad records of each. It counts for nothing before all
 * of it is on the disk.
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { RecordType } from '@millrace/grammar';
import type { BadRecord, Batch } from '../batch/batch.ts';
import { batchOfBytes, bytesOfBatch } from '../batch/batch-bytes.ts';
import type { Position } from '../connectors/connector.ts';
import { fileError } from '../connectors/files/file-errors.ts';
import { countIn } from '../connectors/files/file-state.ts';
import type { OpenSource, SourceResult } from '../nodes/node-behaviour.ts';
import { RunError } from './run-error.ts';

/** Of a batch: the bytes of its columns, its records, and the bytes of its bad records. */
const headBytes = 12;

export class KeptFile {
  readonly #file: FileHandle;
  #end = 0;
  /** Whether all that the node gave lies on the disk. */
  isWhole = false;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<KeptFile> {
    return new KeptFile(await guarded(() => open(path, 'w', 0o600)));
  }

  /** Behind what was kept last. */
  get position(): Position {
    return { kept: this.#end };
  }

  async keep({ output, bad }: SourceResult): Promise<void> {
    const columns = output === undefined ? Buffer.alloc(0) : bytesOfBatch(output);
    const failed = Buffer.from(bad.length === 0 ? '' : JSON.stringify(bad));
    const head = Buffer.allocUnsafe(headBytes);
    head.writeUInt32LE(columns.length, 0);
    head.writeUInt32LE(output?.length ?? 0, 4);
    head.writeUInt32LE(failed.length, 8);
    const frame = Buffer.concat([head, columns, failed]);
    await guarded(() => this.#file.writeFile(frame));
    this.#end += frame.length;
  }

  async complete(): Promise<void> {
    await guarded(() => this.#file.datasync());
    this.isWhole = true;
  }

  close(): Promise<void> {
    return this.#file.close().catch(() => {});
  }
}

/** Whether a position is one in kept records. */
export function isKept(position: Position | undefined): position is Position {
  return position?.kept !== undefined;
}

/** What was kept whole, behind the batch that told `position`. */
export class KeptSource implements OpenSource {
  readonly role = 'source';
  readonly #file: FileHandle;
  readonly #node: string;
  readonly #schema: RecordType;
  #at: number;

  private constructor(file: FileHandle, node: string, schema: RecordType, at: number) {
    this.#file = file;
    this.#node = node;
    this.#schema = schema;
    this.#at = at;
  }

  static async open(path: string, node: string, schema: RecordType, position: Position): Promise<KeptSource> {
    const at = countIn(position, 'kept');
    return new KeptSource(await guarded(() => open(path, 'r')), node, schema, at);
  }

  async next(sequence: number): Promise<SourceResult | undefined> {
    const head = await this.#read(headBytes);
    if (head.length === 0) return undefined;
    const [columnBytes, records, badBytes] = [head.readUInt32LE(0), head.readUInt32LE(4), head.readUInt32LE(8)];
    const columns = await this.#read(columnBytes);
    const failed = await this.#read(badBytes);
    const id = { node: this.#node, sequence };
    const output: Batch | undefined = columnBytes === 0 ? undefined : batchOfBytes(columns, id, this.#schema, records);
    const bad: BadRecord[] = badBytes === 0 ? [] : JSON.parse(failed.toString());
    return { ...(output && { output }), bad };
  }

  position(): Position {
    return { kept: this.#at };
  }

  close(): Promise<void> {
    return this.#file.close().catch(() => {});
  }

  /** Nothing where the file ends there; a frame that is cut off is refused. */
  async #read(length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await guarded(() =>
      this.#file.read(Buffer.allocUnsafeSlow(length), 0, length, this.#at),
    );
    if (bytesRead !== length && (bytesRead > 0 || length !== headBytes))
      throw new RunError('ledger-damaged', 'The kept records of the run are damaged: run again without --resume');
    this.#at += bytesRead;
    return buffer.subarray(0, bytesRead);
  }
}

function guarded<T>(action: () => Promise<T>): Promise<T> {
  return action().catch((cause: unknown) => {
    throw fileError('Cannot keep records of the run in ".millrace"', cause);
  });
}

/**
 * An edge whose producer never waits: batches that nobody has taken yet stay in memory up to a bound and lie on the disk
 * beyond it, in their order. Only where a bounded queue would stand still for ever (held-edges.ts).
 */
import type { Batch } from '../batch/batch.ts';
import { byteSizeOf } from '../batch/byte-size.ts';
import { type BatchQueue, defaultBounds } from './bounded-queue.ts';
import { type SpilledBatch, SpillFile } from './spill-file.ts';

type Entry = { batch: Batch; bytes: number } | SpilledBatch;

export class HeldQueue implements BatchQueue {
  readonly #signal: AbortSignal;
  readonly #bytesMax: number;
  readonly #entries: Entry[] = [];
  #records = 0;
  #bytes = 0;
  #hasEnded = false;
  #spill: Promise<SpillFile> | undefined;
  #pulling: PromiseWithResolvers<void> | undefined;

  constructor(signal: AbortSignal, bytesMax = defaultBounds.bytesMax) {
    this.#signal = signal;
    this.#bytesMax = bytesMax;
    signal.addEventListener('abort', () => this.#pulling?.reject(signal.reason), { once: true });
  }

  get records(): number {
    return this.#records;
  }

  async push(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    const bytes = byteSizeOf(batch);
    const fits = this.#bytes === 0 || this.#bytes + bytes <= this.#bytesMax;
    this.#entries.push(fits ? { batch, bytes } : await this.#spilled(batch));
    if (fits) this.#bytes += bytes;
    this.#records += batch.length;
    this.#wake();
  }

  async pull(): Promise<Batch | undefined> {
    this.#signal.throwIfAborted();
    while (this.#entries.length === 0 && !this.#hasEnded) await this.#more();
    const entry = this.#entries.shift();
    if (entry === undefined) return undefined;
    const batch = 'batch' in entry ? entry.batch : await (await this.#file()).read(entry);
    if ('batch' in entry) this.#bytes -= entry.bytes;
    this.#records -= batch.length;
    return batch;
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  async close(): Promise<void> {
    this.#entries.length = 0;
    const file = await this.#spill?.catch(() => undefined);
    await file?.close();
  }

  async #spilled(batch: Batch): Promise<SpilledBatch> {
    return (await this.#file()).write(batch);
  }

  #file(): Promise<SpillFile> {
    this.#spill ??= SpillFile.open();
    return this.#spill;
  }

  #more(): Promise<void> {
    this.#pulling = Promise.withResolvers();
    return this.#pulling.promise;
  }

  #wake(): void {
    this.#pulling?.resolve();
    this.#pulling = undefined;
  }
}

import type { Batch } from '../../batch/batch.ts';
import type { RefusedRow, Sink } from '../connector.ts';

/** The records of a batch that cannot be written. */
export type FindUnfit = (batch: Batch) => RefusedRow[];

/** A sink whose format has no form for some values: records with such are left out and told of, so that they fail alone. */
export class LeavingOut implements Sink {
  readonly #sink: Sink;
  readonly #findUnfit: FindUnfit;
  readonly checkpoint: Sink['checkpoint'];
  #refused: RefusedRow[] = [];

  constructor(sink: Sink, findUnfit: FindUnfit) {
    this.#sink = sink;
    this.#findUnfit = findUnfit;
    this.checkpoint = sink.checkpoint?.bind(sink);
  }

  async write(batch: Batch): Promise<void> {
    this.#refused = this.#findUnfit(batch);
    const unfit = new Set(this.#refused.map(({ row }) => row));
    const fit = Array.from({ length: batch.length }, (_, row) => row).filter((row) => !unfit.has(row));
    await this.#sink.write(unfit.size === 0 ? batch : batch.take(fit));
  }

  refused(): RefusedRow[] {
    return this.#refused;
  }

  complete(): ReturnType<Sink['complete']> {
    return this.#sink.complete();
  }

  publish(): ReturnType<Sink['publish']> {
    return this.#sink.publish();
  }

  close(): ReturnType<Sink['close']> {
    return this.#sink.close();
  }
}

import type { Batch } from '../batch/batch.ts';
import type { Sink, SinkCheckpoint } from '../connectors/connector.ts';
import { connectorOf } from './connector-of.ts';
import { type BadRow, type NodeBehaviour, oneBatch } from './node-behaviour.ts';

/** A sink of records; what it wrote gets its final name only when the executor publishes it. */
export const write: NodeBehaviour<'write'> = {
  kind: 'write',
  async open(stage, { projectFolder, signal, secret, runId, isResumable, resumed }) {
    const openSink = connectorOf(stage.connector.name, 'openSink');
    const owner = { projectFolder, secret, runId, node: stage.name };
    const at = resumed?.position;
    const sink = await openSink(stage.connector, {
      ...owner,
      signal,
      schema: stage.stored ?? stage.input,
      isResumable,
      at,
    });
    const writing = new Writing(sink, resumed?.start);
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      async process(batch) {
        return { bad: await writing.write(batch) };
      },
      ...(sink.checkpoint && { checkpoint: () => writing.checkpoint() }),
      leavesNote: sink.leavesNote,
      complete: () => sink.complete(),
      publish: () => sink.publish(),
      close: () => sink.close(),
    };
  },
};

/** Batches without records are kept from most sinks, and count as written with the last one before them. */
class Writing {
  readonly #sink: Sink;
  /** Of the first batch behind the last that had records, and behind the last of all. */
  #written = 0;
  #taken: number;

  constructor(sink: Sink, start = 0) {
    this.#sink = sink;
    this.#taken = start;
  }

  async write(batch: Batch): Promise<BadRow[]> {
    const next = batch.id.sequence + 1;
    const bad: BadRow[] = [];
    if (batch.length > 0 || this.#sink.takesEmptyBatches) {
      await this.#sink.write(batch);
      bad.push(...(this.#sink.refused?.() ?? []));
      this.#written = next;
    }
    this.#taken = next;
    return bad;
  }

  async checkpoint(): Promise<SinkCheckpoint> {
    const [written, taken] = [this.#written, this.#taken];
    const told = await this.#sink.checkpoint?.();
    if (told === undefined) throw new Error('This sink tells no place');
    return { ...told, next: told.next < written ? told.next : Math.max(told.next, taken) };
  }
}

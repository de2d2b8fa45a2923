import type { RunEvent } from '../protocol.ts';
import { type LineageFacts, RunLineage } from './run-events.ts';
import type { LineageTransport } from './transport.ts';

/** Sends the lineage of one run, one event after the other, while the run goes on. */
export class LineageEmitter {
  readonly #lineage: RunLineage;
  readonly #transport: LineageTransport;
  #sent: Promise<void> = Promise.resolve();

  constructor(facts: LineageFacts, transport: LineageTransport) {
    this.#lineage = new RunLineage(facts);
    this.#transport = transport;
  }

  take(event: RunEvent): void {
    for (const one of this.#lineage.take(event)) {
      this.#sent = this.#sent.then(() => this.#transport.send(one));
      // Met by whoever closes it; until then it must not count as unhandled.
      this.#sent.catch(() => {});
    }
  }

  /** When all is sent; rejects with the first failure. Closes the transport. */
  async close(): Promise<void> {
    try {
      await this.#sent;
    } finally {
      await this.#transport.close();
    }
  }
}

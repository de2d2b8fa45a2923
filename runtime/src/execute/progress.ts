import type { NodeRun } from './node-run.ts';
import type { RunContext } from './run-context.ts';

const intervalMs = 250;

/** Emits how far the nodes of a wave are: at most every 250 ms, and once when it is stopped. */
export class ProgressReporter {
  readonly #nodes: readonly NodeRun[];
  readonly #context: RunContext;
  readonly #lastRecords = new Map<NodeRun, number>();
  #lastMs: number;
  #callOff: () => void = () => {};

  constructor(nodes: readonly NodeRun[], context: RunContext) {
    this.#nodes = nodes;
    this.#context = context;
    this.#lastMs = context.clock.now();
    this.#schedule();
  }

  stop(): void {
    this.#callOff();
    this.#report();
  }

  #schedule(): void {
    this.#callOff = this.#context.clock.after(intervalMs, () => {
      this.#report();
      this.#schedule();
    });
  }

  #report(): void {
    const nowMs = this.#context.clock.now();
    const elapsedMs = Math.max(1, nowMs - this.#lastMs);
    const nodes = this.#nodes.map((node) => {
      const { records } = node;
      const rate = (Math.max(0, records - (this.#lastRecords.get(node) ?? 0)) * 1000) / elapsedMs;
      this.#lastRecords.set(node, records);
      return node.progress(Math.round(rate));
    });
    this.#lastMs = nowMs;
    this.#context.emit({ type: 'progress', nodes });
  }
}

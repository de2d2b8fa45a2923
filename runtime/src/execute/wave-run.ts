import type { Stage } from '@millrace/grammar';
import type { BatchQueue } from './bounded-queue.ts';
import { connect, queuesOf } from './connect.ts';
import type { NodeRun } from './node-run.ts';
import { ProgressReporter } from './progress.ts';
import type { RunContext } from './run-context.ts';
import { RunError } from './run-error.ts';
import { asRunError, failureOf } from './run-failure.ts';
import { type WaveGraph, WaveLedger } from './wave-ledger.ts';

/** Ends the waits of all nodes; the first error that is reported is the run's. */
export type Stop = (error: RunError) => void;

/** The nodes of one wave: they run at the same time, and their sinks are published only when all of them have succeeded. */
export class WaveRun {
  readonly nodes: readonly NodeRun[];
  readonly #context: RunContext;
  readonly #stop: Stop;
  readonly #queues: readonly BatchQueue[];
  readonly #graph: WaveGraph;
  readonly #isLast: boolean;

  /** `index`: which wave of the run it is, from 0. `isLast`: none comes after it. */
  constructor(index: number, isLast: boolean, stages: readonly Stage[], context: RunContext, stop: Stop) {
    const queues = queuesOf(stages, context);
    this.nodes = connect(stages, queues, context);
    this.#queues = [...queues.values()];
    this.#graph = { index, stages, streams: [...queues.keys()] };
    this.#isLast = isLast;
    this.#context = context;
    this.#stop = stop;
  }

  /** Never rejects: what goes wrong is told to `stop`. Closes everything before it resolves. */
  async run(): Promise<void> {
    const state = this.#context.ledger?.waveState(this.#graph.index);
    if (state === 'published') for (const node of this.nodes) node.tellAgain();
    else if (state === 'publishing' && this.nodes.every((node) => node.needsOnlyItsName)) await this.#publishAgain();
    else await this.#stream();
  }

  async #stream(): Promise<void> {
    const progress = new ProgressReporter(this.nodes, this.#context);
    const ledger = this.#ledger();
    await Promise.all(
      this.nodes.map((node) => this.#guarded(node, () => node.run((error) => this.#fail(node, error)))),
    );
    progress.stop();
    await ledger?.stop();
    if (await this.#isNoted(ledger)) await this.#publish();
    await this.#close();
  }

  #ledger(): WaveLedger | undefined {
    const { ledger } = this.#context;
    return ledger && new WaveLedger(this.nodes, this.#graph, ledger, this.#context, (error) => this.#failed(error));
  }

  /**
   * Whether the outputs may be published, which is written down first. A run that is cancelled keeps what it has; of one that failed
   * counts what was kept before.
   */
  async #isNoted(ledger: WaveLedger | undefined): Promise<boolean> {
    const { signal } = this.#context;
    if (!signal.aborted) return this.#tried(async () => ledger?.note('publishing'));
    // What stops the writing here would have stopped it a moment ago: the run goes on from where it was then.
    if (!(signal.reason instanceof RunError)) await ledger?.note().catch(() => {});
    return false;
  }

  /** The outputs of a run that was ended when they were complete. */
  async #publishAgain(): Promise<void> {
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.openAgain()))) return this.#close();
    }
    await this.#publish();
    await this.#close();
  }

  /** Goes on when the run is cancelled meanwhile: half an output is worse than a late one. Ends at the first failure. */
  async #publish(): Promise<void> {
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.publish()))) return;
    }
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.record()))) return;
    }
    await this.#notePublished();
  }

  /**
   * Behind the last wave the ledger goes: if it does not come to that, publishing once more does nothing. It is noted all the same where
   * outputs note themselves that they are published, for only then may they forget it; and where it cannot be, they do not.
   */
  async #notePublished(): Promise<void> {
    if (this.#isLast && !this.nodes.some((node) => node.leavesNote)) return;
    const ended = { wave: this.#graph.index, state: 'published' } as const;
    const commit = async () =>
      this.#context.ledger?.commit(
        this.nodes.map((node) => node.endedRecord()),
        ended,
      );
    if (this.#isLast) await commit().catch(() => {});
    else await this.#tried(commit);
  }

  async #close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => this.#guarded(node, () => node.close())));
    await Promise.all(this.#queues.map((queue) => queue.close()));
  }

  async #guarded(node: NodeRun, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(node, error);
      return false;
    }
  }

  async #tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** What fails beside the nodes may still be of one of them. */
  #failed(error: unknown): void {
    const failure = asRunError(error);
    const node = this.nodes.find(({ stage }) => stage.name === failure.node);
    if (node !== undefined) this.#fail(node, failure);
    else if (!this.#context.signal.aborted) this.#stop(failure);
  }

  /** Only the first failure counts: once the run is stopped, others fail because of that. */
  #fail(node: NodeRun, error: unknown): void {
    if (this.#context.signal.aborted) return;
    const failure = asRunError(error, node.stage.name);
    this.#stop(failure);
    node.tally.finish('failed', failureOf(failure));
  }
}

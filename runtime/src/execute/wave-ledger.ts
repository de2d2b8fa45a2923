/**
 * Writes down now and then how far a wave has come: first what sinks have on the disk, then, from there back to the sources, with
 * which batch each node would have to begin. Nothing stops for it: a sink tells of a moment that has passed, and every node still
 * knows what was so before the batch in question.
 */
import type { Edge, Stage } from '@millrace/grammar';
import { laterNeedsOf, needsOf, type Standing } from './needs.ts';
import type { NodeRun, SinkStanding } from './node-run.ts';
import type { RunContext } from './run-context.ts';
import type { RunLedger, WaveState } from './run-ledger.ts';

const intervalMs = 1000;

export interface WaveGraph {
  index: number;
  stages: readonly Stage[];
  streams: readonly Edge[];
}

export class WaveLedger {
  readonly #nodes: readonly NodeRun[];
  readonly #graph: WaveGraph;
  readonly #ledger: RunLedger;
  readonly #context: RunContext;
  readonly #fail: (error: unknown) => void;
  #callOff: () => void = () => {};
  #noting: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    nodes: readonly NodeRun[],
    graph: WaveGraph,
    ledger: RunLedger,
    context: RunContext,
    fail: (error: unknown) => void,
  ) {
    this.#nodes = nodes;
    this.#graph = graph;
    this.#ledger = ledger;
    this.#context = context;
    this.#fail = fail;
    this.#schedule();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#noting;
  }

  /** How far the wave is now. Rejects with a RunError where it cannot be kept, or a source has changed. */
  async note(state?: WaveState): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.verify()));
    const sinks = await this.#sinks();
    const isLost = state === undefined ? this.#lost() : new Set<string>();
    const standing: Standing = {
      held: (name) => (isLost.has(name) ? 0 : (sinks.get(name)?.next ?? this.#nodeOf(name).settled)),
      settled: (name) => this.#nodeOf(name).settled,
      merged: (name, sequence) => this.#nodeOf(name).mergedAt(sequence),
      isKept: (name) => this.#nodeOf(name).isKept,
    };
    const needs = needsOf(this.#graph.stages, this.#graph.streams, standing);
    // A sink counts as it was when it was asked; by now it may be open. What is not open has nothing new to tell.
    const opened = this.#nodes.filter((node) => (sinks.get(node.stage.name) ?? node).isOpened);
    const records = opened.map((node) => {
      const { name } = node.stage;
      if (isLost.has(name)) return node.unrecorded();
      return node.recordAt(needs.get(name) ?? 0, sinks.get(name)?.told, state !== undefined);
    });
    await this.#context.recorder?.keep?.();
    this.#ledger.commit(records, state && { wave: this.#graph.index, state });
    const later = laterNeedsOf(this.#graph.stages, this.#graph.streams, standing);
    for (const node of this.#nodes) node.forget(later.get(node.stage.name) ?? 0);
  }

  #schedule(): void {
    this.#callOff = this.#context.clock.after(this.#context.ledgerIntervalMs ?? intervalMs, () => {
      this.#noting = this.note().then(
        () => {
          if (!this.#isStopped) this.#schedule();
        },
        (error) => this.#fail(error),
      );
    });
  }

  async #sinks(): Promise<Map<string, SinkStanding>> {
    const sinks = await Promise.all(
      this.#nodes.map(async (node) => [node.stage.name, await node.sinkStanding()] as const),
    );
    return new Map(sinks.flatMap(([name, standing]) => (standing === undefined ? [] : [[name, standing]])));
  }

  /** What is fed by a source whose records cannot be had again: nothing of it may be gone on with. */
  #lost(): ReadonlySet<string> {
    const lost = new Set(this.#nodes.filter((node) => node.isGone).map(({ stage }) => stage.name));
    for (const { name } of this.#graph.stages) {
      if (this.#graph.streams.some(({ from, to }) => to === name && lost.has(from))) lost.add(name);
    }
    return lost;
  }

  #nodeOf(name: string): NodeRun {
    const node = this.#nodes.find(({ stage }) => stage.name === name);
    if (node === undefined) throw new Error(`No node "${name}" is in this wave`);
    return node;
  }
}

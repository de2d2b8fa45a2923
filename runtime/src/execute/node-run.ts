import { recordType, type Stage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { Artefact } from '../connectors/connector.ts';
import { behaviourOf } from '../nodes/index.ts';
import type { OpenNode } from '../nodes/node-behaviour.ts';
import type { NodeProgress } from '../protocol.ts';
import { BadRecords, type ErrorPort } from './bad-records.ts';
import { BoundedQueue } from './bounded-queue.ts';
import type { Input } from './inlet.ts';
import { NodeTally } from './node-tally.ts';
import type { Outlet } from './outlet.ts';
import { Preview } from './preview.ts';
import { pumpFold, pumpSource, pumpTransform, type Ways } from './pump.ts';
import type { RunContext } from './run-context.ts';

/** How a node is connected: what comes in and where its records and its bad records go. */
export interface Connections {
  /** Of a join the left before the right. */
  inputs: readonly Input[];
  out: Outlet;
  ports: ReadonlyMap<string, Outlet>;
  errors: ErrorPort | undefined;
}

/** One node of a running flow, from opening to closing. It owns what the node's behaviour opened. */
export class NodeRun {
  readonly stage: Stage;
  readonly tally: NodeTally;
  readonly #connections: Connections;
  readonly #context: RunContext;
  readonly #preview: Preview | undefined;
  #open: OpenNode | undefined;
  #published: readonly Artefact[] | undefined;

  constructor(stage: Stage, connections: Connections, context: RunContext) {
    this.stage = stage;
    this.tally = new NodeTally(stage, context);
    this.#connections = connections;
    this.#context = context;
    this.#preview = stage.kind === 'write' ? new Preview(stage.name, stage.input, context) : undefined;
  }

  /** Resolves when all of the input is worked off; `fail` stops the run. Sinks are complete then, and open until they are published. */
  async run(fail: (error: unknown) => void): Promise<void> {
    this.tally.start();
    const { out, ports, errors } = this.#connections;
    const badRecords = new BadRecords(this.tally, errors, this.#context);
    const ways: Ways = {
      tally: this.tally,
      out,
      ports,
      badRecords,
      context: this.#context,
      taken: (batch) => this.#preview?.add(batch),
      fail,
    };
    const node = await this.#openNode();
    await this.#pump(node, ways);
    for (const outlet of [out, ...ports.values()]) outlet.end();
    badRecords.end();
    this.#preview?.show();
    await node.complete?.();
    if (node.publish === undefined) await this.#finish(node);
  }

  /** Gives the output of a sink its final name; nothing to do for other nodes. */
  async publish(): Promise<void> {
    const artefacts = await this.#open?.publish?.();
    if (artefacts === undefined) return;
    this.tally.published = this.tally.records;
    this.#published = artefacts;
    for (const artefact of artefacts) {
      this.#context.emit({ type: 'artefact', node: this.stage.name, ...artefact });
    }
    this.tally.finish('succeeded');
  }

  /** What was published, once all outputs have their names. */
  async record(): Promise<void> {
    if (this.#published !== undefined) await this.#context.recorder?.published(this.stage.name, this.#published);
  }

  async close(): Promise<void> {
    await this.#open?.close();
  }

  /** Records that left it so far; of a batch under way, those that are done. */
  get records(): number {
    const node = this.#open;
    const isWorking = node?.role === 'transform' && !this.tally.hasSucceeded;
    return this.tally.records + ((isWorking && node.doneInFlight?.()) || 0);
  }

  progress(rate: number): NodeProgress {
    const { records, tally } = this;
    const queued = this.#connections.inputs.reduce((sum, { inlet }) => sum + inlet.records, 0);
    const fill = this.#open?.role === 'transform' ? this.#open.batchFill?.() : undefined;
    const progress = { node: this.stage.name, records, failed: tally.failed, rate, queued };
    return fill === undefined ? progress : { ...progress, batchFill: fill };
  }

  #pump(node: OpenNode, ways: Ways): Promise<void> {
    const { inputs } = this.#connections;
    if (node.role === 'source') return pumpSource(node, ways);
    if (node.role === 'fold') return pumpFold(node, inputs, ways);
    const [first, second] = inputs;
    return pumpTransform(node, { inlet: first?.inlet ?? this.#oneEmptyRecord(), ahead: second?.inlet }, ways);
  }

  /** A node that has no input but works on records (a plain task) sees one record without fields. */
  #oneEmptyRecord(): BoundedQueue {
    const queue = new BoundedQueue(this.#context.signal);
    void queue.push(new Batch({ node: this.stage.name, sequence: 0 }, recordType([]), [], 1));
    queue.end();
    return queue;
  }

  /** Closed at once, so that workers and children do not idle until the end of the run. */
  async #finish(node: OpenNode): Promise<void> {
    await node.close();
    this.tally.finish('succeeded');
  }

  async #openNode(): Promise<OpenNode> {
    const { plan, recorder: _, ...shared } = this.#context;
    const node = this.stage.name;
    this.#open = await behaviourOf(this.stage).open({
      ...shared,
      flow: plan.flow,
      inputs: this.#connections.inputs.flatMap(({ as, schema }) => (as && schema ? [{ as, schema }] : [])),
      log: (stream, text, batch) =>
        this.#context.emit({ type: 'log', node, stream, text, ...(batch !== undefined && { batch }) }),
    });
    return this.#open;
  }
}

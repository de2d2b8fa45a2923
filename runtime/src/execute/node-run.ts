import { recordType, type Stage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { Artefact, SinkCheckpoint } from '../connectors/connector.ts';
import type { OpenNode } from '../nodes/node-behaviour.ts';
import type { NodeProgress } from '../protocol.ts';
import { BadRecords, type ErrorPort } from './bad-records.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { type Input, MergedInlet } from './inlet.ts';
import { KeepingFold, KeepingSource } from './keeping.ts';
import { isKept } from './kept-file.ts';
import { mayBeKept } from './needs.ts';
import { NodeMarks } from './node-marks.ts';
import { NodeTally } from './node-tally.ts';
import { openNode } from './open-node.ts';
import type { Outlet } from './outlet.ts';
import { Preview } from './preview.ts';
import { pumpFold, pumpSource, pumpTransform, type Ways } from './pump.ts';
import type { RunContext } from './run-context.ts';
import { asRunError } from './run-failure.ts';
import { type MergedState, type NodeRecord, noCounts } from './run-ledger.ts';

/** How a node is connected: what comes in and where its records and its bad records go. */
export interface Connections {
  /** Of a join the left before the right. */
  inputs: readonly Input[];
  out: Outlet;
  ports: ReadonlyMap<string, Outlet>;
  errors: ErrorPort | undefined;
  /** A resumed run always begins with its first batch. */
  isStill?: boolean;
}

/** What of a sink lies on the disk. */
export interface SinkStanding {
  /** The sequence of the first batch that does not. */
  next: number;
  isOpened: boolean;
  /** Absent where it has to begin anew. */
  told?: SinkCheckpoint;
}

/** One node of a running flow, from opening to closing. It owns what the node's behaviour opened. */
export class NodeRun {
  readonly stage: Stage;
  readonly tally: NodeTally;
  readonly #connections: Connections;
  readonly #context: RunContext;
  readonly #preview: Preview | undefined;
  /** Where it stood before the run was resumed. */
  readonly #before: NodeRecord | undefined;
  readonly #marks: NodeMarks;
  readonly #badRecords: BadRecords;
  #open: OpenNode | undefined;
  #published: readonly Artefact[] | undefined;

  constructor(stage: Stage, connections: Connections, context: RunContext) {
    this.stage = stage;
    const { ledger } = context;
    this.#before = ledger?.nodes.get(stage.name);
    this.tally = new NodeTally(stage, context, this.#before?.counts);
    this.#marks = new NodeMarks(this.#before, ledger === undefined || (connections.isStill ?? false));
    this.#badRecords = new BadRecords(this.tally, connections.errors, context, this.#before?.reported);
    this.#connections = connections;
    this.#context = context;
    this.#preview = stage.kind === 'write' ? new Preview(stage.name, stage.input, context) : undefined;
  }

  /** Resolves when all of the input is worked off; `fail` stops the run. Sinks are complete then, and open until they are published. */
  async run(fail: (error: unknown) => void): Promise<void> {
    this.tally.start();
    const { out, ports } = this.#connections;
    const badRecords = this.#badRecords;
    const ways: Ways = {
      tally: this.tally,
      out,
      ports,
      badRecords,
      context: this.#context,
      taken: (batch) => this.#preview?.add(batch),
      start: this.#before?.start ?? 0,
      settled: (position) => this.#marks.add(this.tally.counts, position),
      begun: (position) => this.#marks.begin(this.tally.counts, position),
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

  /** Whether its output notes beside its records that they are published. */
  get leavesNote(): boolean {
    return this.#open?.leavesNote === true;
  }

  /** Whether an output that was complete when the run was ended lacks nothing but its name; true for what has none. */
  get needsOnlyItsName(): boolean {
    const { stage } = this;
    if (stage.kind === 'write') return this.#before?.position !== undefined;
    return !(stage.kind === 'task' && stage.model !== undefined);
  }

  /** As it was when the run was ended: complete and, if it is a sink, ready to be published. */
  async openAgain(): Promise<void> {
    this.#recall();
    if (this.stage.kind === 'write') await this.#openNode();
    else this.tally.finish('succeeded');
  }

  /** Says again what it had done, outputs and all, before the run was resumed. */
  tellAgain(): void {
    this.#recall();
    const { name, kind } = this.stage;
    if (kind === 'write') this.tally.published = this.tally.records;
    for (const artefact of this.#before?.artefacts ?? [])
      this.#context.emit({ type: 'artefact', node: name, ...artefact });
    this.tally.finish('succeeded');
  }

  #recall(): void {
    this.tally.recall(this.#before?.ended ?? noCounts);
    this.tally.start();
  }

  /** What was published, once all outputs have their names. */
  async record(): Promise<void> {
    if (this.#published !== undefined) await this.#context.recorder?.published(this.stage.name, this.#published);
  }

  async close(): Promise<void> {
    await this.#open?.close();
  }

  get isOpened(): boolean {
    return this.#open !== undefined;
  }

  /** Whether its records cannot be had again: it would have to begin anew with all that it feeds. */
  get isGone(): boolean {
    return this.#open instanceof KeepingSource && !this.#open.isWhole;
  }

  /** Of a node that takes a whole input: whether its result lies whole on the disk. */
  get isKept(): boolean {
    const node = this.#open;
    if (node === undefined) return mayBeKept(this.stage) && isKept(this.#before?.position);
    return node instanceof KeepingFold ? node.isWhole : node.role === 'source' && mayBeKept(this.stage);
  }

  /** How many batches it has worked off, in all attempts. */
  get settled(): number {
    return this.#marks.next;
  }

  /** Of a union: what it had taken before it gave the batch `sequence`. */
  mergedAt(sequence: number): MergedState {
    const inlet = this.#connections.inputs[0]?.inlet;
    if (inlet instanceof MergedInlet) return inlet.marks.at(sequence);
    throw new Error(`"${this.stage.name}" merges nothing`);
  }

  /** Rejects where a source was changed since it was opened. */
  async verify(): Promise<void> {
    if (this.#open?.role === 'source') await this.#named(this.#open.verify?.());
  }

  /** How far a sink is on the disk; undefined for other nodes. One that is not open yet is where it was before. */
  async sinkStanding(): Promise<SinkStanding | undefined> {
    if (this.stage.kind !== 'write') return undefined;
    if (this.#open === undefined) return { next: this.#before?.start ?? 0, isOpened: false };
    const told = await this.#named(this.#open.checkpoint?.());
    return { next: told?.next ?? 0, isOpened: true, told };
  }

  /** Where it has to go on if the batch `start` is the first that anybody lacks. */
  recordAt(start: number, sink: SinkCheckpoint | undefined, hasEnded: boolean): NodeRecord {
    const { name: node, kind } = this.stage;
    const { reported } = this.#badRecords;
    const ended = hasEnded ? this.tally.counts : undefined;
    if (sink !== undefined) {
      const { failed } = this.#marks.near(sink.next).counts;
      const counts = { records: sink.records, batches: sink.next, failed };
      return { node, start, reported, counts, ended, position: sink.position };
    }
    // Of a result that is not there whole, what was done for it is done again.
    if (this.#open instanceof KeepingFold && !this.isKept) return { ...this.unrecorded(), reported };
    const merged = kind === 'union' ? this.mergedAt(start) : undefined;
    return { node, start, reported, ...this.#marks.at(start), ended, merged };
  }

  /** That its wave has ended. */
  endedRecord(): NodeRecord {
    const { counts } = this.tally;
    const artefacts = this.#published;
    return { node: this.stage.name, start: 0, reported: 0, counts: noCounts, ended: counts, artefacts };
  }

  /** That it has to begin anew. */
  unrecorded(): NodeRecord {
    return { node: this.stage.name, start: 0, reported: 0, counts: noCounts };
  }

  /** What was so before a batch that no resumed run will begin before, unless with the first of all. */
  forget(sequence: number): void {
    this.#marks.forget(sequence);
    const inlet = this.#connections.inputs[0]?.inlet;
    if (inlet instanceof MergedInlet) inlet.marks.forget(sequence);
  }

  /** A failure says of which node it is. */
  async #named<T>(work: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      throw asRunError(error, this.stage.name);
    }
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
    if (this.#marks.next === 0)
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
    const inputs = this.#connections.inputs.flatMap(({ as, schema }) => (as && schema ? [{ as, schema }] : []));
    const node = await openNode(this.stage, inputs, this.#before, this.#context);
    this.#open = node;
    if (node.role === 'source') this.#marks.begin(this.tally.counts, node.position?.());
    return node;
  }
}

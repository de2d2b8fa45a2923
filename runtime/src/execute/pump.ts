import type { Batch } from '../batch/batch.ts';
import { recordJsonOf } from '../batch/record-json.ts';
import type { Position } from '../connectors/connector.ts';
import type { BadRow, OpenFold, OpenSource, OpenTransform, SourceResult } from '../nodes/node-behaviour.ts';
import { type AttemptedResult, attempt } from './attempts.ts';
import type { BadRecords, BadRecordWithCode } from './bad-records.ts';
import { Capacity } from './capacity.ts';
import type { Inlet, Input } from './inlet.ts';
import type { NodeTally } from './node-tally.ts';
import type { Outlet } from './outlet.ts';
import { paceOf } from './pace.ts';
import type { RunContext } from './run-context.ts';

/** Where what a node makes goes. */
export interface Ways {
  tally: NodeTally;
  out: Outlet;
  /** By the names of the node's own ports, those that somebody reads. */
  ports: ReadonlyMap<string, Outlet>;
  badRecords: BadRecords;
  context: RunContext;
  /** Sees every batch that a node without an output has taken. */
  taken(batch: Batch): void;
  /** The sequence of the first batch that a source gives. */
  start: number;
  /** Said when a batch is worked off and before anybody has what it gave: what follows begins with the next sequence. */
  settled(position?: Position): void;
  /** Said by a node whose result is kept, once it has taken its whole input and before it gives anything. */
  begun(position: Position): void;
  /** Stops the run, which ends every wait of this node as well. */
  fail(error: unknown): void;
}

/** Drives a source to its end; no batch is asked for once the run is stopped. */
export async function pumpSource(source: OpenSource, ways: Ways): Promise<void> {
  const pace = paceOf(ways.tally.stage, ways.context);
  for (let sequence = ways.start; ; sequence++) {
    ways.context.signal.throwIfAborted();
    const result = await source.next(sequence);
    if (result === undefined) return source.verify?.();
    const position = source.position?.();
    // Of a source the records that it gives are those that it takes in; a batch goes when all of it may.
    if (result.output !== undefined) for await (const _part of pace?.partsOf(result.output) ?? []);
    await give(result, sequence, ways, position);
  }
}

async function give(result: SourceResult, sequence: number, ways: Ways, position?: Position): Promise<void> {
  const { tally, out, badRecords } = ways;
  const { output, bad } = result;
  tally.batches++;
  badRecords.report(bad, sequence);
  if (output !== undefined) tally.given(output);
  ways.settled(position);
  await badRecords.emit(bad, sequence);
  if (output !== undefined) await out.emit(output);
}

/**
 * Gives a node all batches of its inputs, which are taken side by side, and then drives it as a source. Bad records are told by
 * batch of the input, and where the result has some by batch of that.
 */
export async function pumpFold(node: OpenFold, inputs: readonly Input[], ways: Ways): Promise<void> {
  const { badRecords, context } = ways;
  const pace = paceOf(ways.tally.stage, context);
  let told = 0;
  await Promise.all(
    inputs.map(async ({ as, inlet }) => {
      for (let batch = await inlet.pull(); batch !== undefined; batch = await inlet.pull()) {
        const bad: BadRecordWithCode[] = [];
        for await (const part of pace?.partsOf(batch) ?? [batch])
          bad.push(...badRecordsOf(part, await node.take(part, as)));
        const sequence = told++;
        badRecords.report(bad, sequence);
        await badRecords.emit(bad, sequence);
      }
    }),
  );
  const place = node.position?.();
  if (place !== undefined) ways.begun(place);
  for (let sequence = 0; ; sequence++) {
    context.signal.throwIfAborted();
    const result = await node.next(sequence);
    if (result === undefined) return;
    await give(result, told++, ways, node.position?.());
  }
}

/** What streams through a node, and what it takes all of before. */
export interface TransformInputs {
  inlet: Inlet;
  ahead: Inlet | undefined;
}

async function takeAhead(node: OpenTransform, ahead: Inlet | undefined): Promise<void> {
  if (ahead === undefined) return;
  for (let batch = await ahead.pull(); batch !== undefined; batch = await ahead.pull()) await node.takeAhead?.(batch);
}

/**
 * Drives a node over its input. As many batches as the node takes are in flight at the same time; they leave in the order of
 * their sequence, so one input batch gives one output batch in its place. Returns or rejects only when nothing is in flight.
 */
export async function pumpTransform(node: OpenTransform, { inlet, ahead }: TransformInputs, ways: Ways): Promise<void> {
  const { tally, context } = ways;
  await takeAhead(node, ahead);
  const capacity = new Capacity(node.inFlight, context.signal);
  const pace = paceOf(tally.stage, context);
  const inFlight = new Set<Promise<unknown>>();
  let tail = Promise.resolve();
  try {
    for (;;) {
      const batch = await inlet.pull();
      if (batch === undefined) break;
      await capacity.take(batch.length);
      const work = attempt(node, batch, tally.stage, { ...context, pace });
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      work.catch(() => {});
      inFlight.add(work);
      tail = tail.then(async () => {
        await settle(batch, await work, ways);
        inFlight.delete(work);
        capacity.give(batch.length);
      });
      tail.catch(ways.fail);
    }
    node.end?.();
    await tail;
  } finally {
    await Promise.allSettled([...inFlight, tail]);
  }
}

async function settle(batch: Batch, { output, ports, bad }: AttemptedResult, ways: Ways): Promise<void> {
  const { tally, out, badRecords } = ways;
  const failed = badRecordsOf(batch, bad);
  const { sequence } = batch.id;
  tally.batches++;
  badRecords.report(failed, sequence);
  tally.records += recordsOf(batch, { output, ports, bad });
  ways.settled();
  await badRecords.emit(failed, sequence);
  if (ports !== undefined) await Promise.all([...ports].map(([name, routed]) => ways.ports.get(name)?.emit(routed)));
  else if (output !== undefined) await out.emit(output);
  else ways.taken(batch);
}

/** How many leave a node; of one without an output how many it took. */
function recordsOf(batch: Batch, { output, ports, bad }: AttemptedResult): number {
  if (ports !== undefined) return [...ports.values()].reduce((sum, { length }) => sum + length, 0);
  return output?.length ?? batch.length - bad.length;
}

function badRecordsOf(batch: Batch, bad: readonly (BadRow & { attempt?: number })[]): BadRecordWithCode[] {
  return bad.map(({ row, message, attempt = 1, code }) => ({
    message,
    attempt,
    code,
    record: recordJsonOf(batch.row(row)),
  }));
}

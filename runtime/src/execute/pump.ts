import type { Batch } from '../batch/batch.ts';
import { recordJsonOf } from '../batch/record-json.ts';
import type { BadRow, OpenFold, OpenSource, OpenTransform } from '../nodes/node-behaviour.ts';
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
  /** Stops the run, which ends every wait of this node as well. */
  fail(error: unknown): void;
}

/** Drives a source to its end; no batch is asked for once the run is stopped. */
export async function pumpSource(source: OpenSource, ways: Ways): Promise<void> {
  const { tally, out, badRecords, context } = ways;
  const pace = paceOf(tally.stage, context);
  for (let sequence = 0; ; sequence++) {
    context.signal.throwIfAborted();
    const result = await source.next(sequence);
    if (result === undefined) return;
    tally.batches++;
    await badRecords.settle(result.bad, sequence);
    if (result.output === undefined) continue;
    // Of a source the records that it gives are those that it takes in; a batch goes when all of it may.
    for await (const _part of pace?.partsOf(result.output) ?? []);
    tally.records += result.output.length;
    await out.emit(result.output);
  }
}

/**
 * Gives a node all batches of its inputs, which are taken side by side, and then drives it as a source. Bad records are told by
 * batch of the input, and where the result has some by batch of that.
 */
export async function pumpFold(node: OpenFold, inputs: readonly Input[], ways: Ways): Promise<void> {
  const { tally, out, badRecords, context } = ways;
  const pace = paceOf(tally.stage, context);
  let told = 0;
  await Promise.all(
    inputs.map(async ({ as, inlet }) => {
      for (let batch = await inlet.pull(); batch !== undefined; batch = await inlet.pull()) {
        for await (const part of pace?.partsOf(batch) ?? [batch])
          await badRecords.settle(badRecordsOf(part, await node.take(part, as)), told++);
      }
    }),
  );
  for (let sequence = 0; ; sequence++) {
    context.signal.throwIfAborted();
    const result = await node.next(sequence);
    if (result === undefined) return;
    tally.batches++;
    await badRecords.settle(result.bad, told++);
    if (result.output === undefined) continue;
    tally.records += result.output.length;
    await out.emit(result.output);
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
  tally.batches++;
  await badRecords.settle(badRecordsOf(batch, bad), batch.id.sequence);
  if (ports !== undefined) {
    for (const { length } of ports.values()) tally.records += length;
    await Promise.all([...ports].map(([name, routed]) => ways.ports.get(name)?.emit(routed)));
  } else if (output !== undefined) {
    tally.records += output.length;
    await out.emit(output);
  } else {
    tally.records += batch.length - bad.length;
    ways.taken(batch);
  }
}

function badRecordsOf(batch: Batch, bad: readonly (BadRow & { attempt?: number })[]): BadRecordWithCode[] {
  return bad.map(({ row, message, attempt = 1, code }) => ({
    message,
    attempt,
    code,
    record: recordJsonOf(batch.row(row)),
  }));
}

import { type Plan, type PlanPlace, printType } from '@millrace/grammar';
import { jsonValueOf } from '../batch/record-json.ts';
import { HeldRecords } from '../connectors/records/held-records.ts';
import { type RunOptions, runPlan } from '../execute/run-plan.ts';
import type { RunFinished } from '../protocol.ts';
import { portSchema, stageOf } from '../slices/port-schema.ts';
import { sliceTo, withoutWrites } from '../slices/slice-to.ts';
import { tap, tapName } from '../slices/tap.ts';

/** The first records of a node. Plain JSON. */
export interface NodePreview {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  /** True where the node gives no others. */
  isWhole: boolean;
  /** How it ended; `succeeded` too where it was stopped because there are enough. */
  finished: RunFinished;
}

export interface PreviewOptions extends RunOptions {
  limit: number;
  /** Fills in what only the catalogue knows. */
  resolve?(part: Plan): Promise<Plan>;
}

/**
 * Runs what a node needs until it has given `limit` records. Sources are read no further than that, but what needs all of its input
 * takes all. Nothing is written; what a node would wait for is not waited for where it is a write.
 */
export async function previewNode(
  plan: Plan,
  { node, port }: PlanPlace,
  { limit, signal, resolve = async (part) => part, ...options }: PreviewOptions,
): Promise<NodePreview> {
  const enough = new AbortController();
  using held = new HeldRecords({ limit: limit + 1, onFull: () => enough.abort() });
  const fixed = withoutWrites(plan);
  const part = sliceTo(tap(fixed, node, port, held.call), [tapName(fixed, node, port)]);
  const signals = signal === undefined ? [enough.signal] : [enough.signal, signal];
  const finished = await runPlan(await resolve(part), { ...options, signal: AbortSignal.any(signals) });
  const fields = portSchema(stageOf(plan, node), port)?.fields ?? [];
  const rows = held.rows().slice(0, limit);
  return {
    columns: fields.map(({ name, type }) => ({ name, type: printType(type) })),
    rows: rows.map((row) => fields.map(({ name }) => jsonValueOf(row[name]))),
    isWhole: held.length <= limit && finished.status === 'succeeded',
    finished:
      enough.signal.aborted && finished.status === 'cancelled' ? { ...finished, status: 'succeeded' } : finished,
  };
}

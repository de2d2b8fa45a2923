import type { NodeKindName } from '../../analysis/flow-analysis.ts';
import { passedOn, type TraceColumn } from '../column-trace.ts';
import { traceInfer } from './infer.ts';
import { traceJoin } from './join.ts';
import { traceRead } from './read.ts';
import { traceReview } from './review.ts';
import { traceSelect } from './select.ts';
import { traceSql } from './sql.ts';
import { traceTask } from './task.ts';
import { traceUnion } from './union.ts';
import { traceUse } from './use.ts';

/** For each kind of node what it says of a column that leaves it. */
export const traces: Record<NodeKindName, TraceColumn> = {
  read: traceRead,
  select: traceSelect,
  filter: passedOn,
  route: passedOn,
  infer: traceInfer,
  task: traceTask,
  join: traceJoin,
  union: traceUnion,
  aggregate: traceSelect,
  sql: traceSql,
  review: traceReview,
  write: passedOn,
  use: traceUse,
};

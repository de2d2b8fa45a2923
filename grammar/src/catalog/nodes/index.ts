import type { NodeKindSpec } from '../spec.ts';
import { aggregate } from './aggregate.ts';
import { filter } from './filter.ts';
import { infer } from './infer.ts';
import { join } from './join.ts';
import { read } from './read.ts';
import { review } from './review.ts';
import { route } from './route.ts';
import { select } from './select.ts';
import { sql } from './sql.ts';
import { task } from './task.ts';
import { union } from './union.ts';
import { use } from './use.ts';
import { write } from './write.ts';

/** Every kind of node, in the order a person meets them. */
export const nodeKinds: readonly NodeKindSpec[] = [
  read,
  select,
  filter,
  route,
  infer,
  task,
  join,
  union,
  aggregate,
  sql,
  review,
  write,
  use,
];

import type { Stage, StageKind } from '@millrace/grammar';
import { aggregate } from './aggregate.ts';
import { filter } from './filter.ts';
import { infer } from './infer.ts';
import { join } from './join.ts';
import type { NodeBehaviour, NodeContext, OpenNode } from './node-behaviour.ts';
import { read } from './read.ts';
import { review } from './review.ts';
import { route } from './route.ts';
import { select } from './select.ts';
import { sql } from './sql.ts';
import { task } from './task.ts';
import { union } from './union.ts';
import { write } from './write.ts';

/** The behaviour of every node kind; a test holds it against the catalogue. */
export const nodeBehaviours = {
  aggregate,
  filter,
  infer,
  join,
  read,
  review,
  route,
  select,
  sql,
  task,
  union,
  write,
} satisfies Behaviours;

type Behaviours = { readonly [Kind in StageKind]: NodeBehaviour<Kind> };

/** The behaviour of one stage, ready to open. */
export function behaviourOf(stage: Stage): { open(context: NodeContext): Promise<OpenNode> } {
  const behaviour = (nodeBehaviours as Behaviours)[stage.kind];
  return { open: (context) => behaviour.open(stage as never, context) };
}

import type { Stage, StageKind } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
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

/** The behaviour of every node kind that runs; a test holds it against the catalogue. */
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

type Behaviours = { readonly [Kind in StageKind]?: NodeBehaviour<Kind> };

export function isRunnable(kind: StageKind): kind is keyof typeof nodeBehaviours {
  return kind in nodeBehaviours;
}

/** The behaviour of one stage, ready to open. */
export function behaviourOf(stage: Stage): { open(context: NodeContext): Promise<OpenNode> } {
  const behaviour = (nodeBehaviours as Behaviours)[stage.kind];
  if (behaviour === undefined) throw new RunError('kind-not-runnable', `"${stage.name}" is a ${stage.kind}`);
  return { open: (context) => behaviour.open(stage as never, context) };
}

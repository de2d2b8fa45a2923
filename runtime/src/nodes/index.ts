import type { Stage, StageKind } from '@millrace/grammar';
import { filter } from './filter.ts';
import { infer } from './infer.ts';
import type { NodeBehaviour, NodeContext, OpenNode } from './node-behaviour.ts';
import { read } from './read.ts';
import { select } from './select.ts';
import { task } from './task.ts';
import { write } from './write.ts';

/** The behaviour of every node kind; a test holds it against the catalogue. */
export const nodeBehaviours: { [Kind in StageKind]: NodeBehaviour<Kind> } = {
  filter,
  infer,
  read,
  select,
  task,
  write,
};

/** The behaviour of one stage, ready to open. */
export function behaviourOf(stage: Stage): { open(context: NodeContext): Promise<OpenNode> } {
  const behaviour = nodeBehaviours[stage.kind] as NodeBehaviour<typeof stage.kind>;
  return { open: (context) => behaviour.open(stage as never, context) };
}

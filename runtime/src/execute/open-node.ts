import type { Stage } from '@millrace/grammar';
import { behaviourOf } from '../nodes/index.ts';
import type { NodeContext, OpenNode } from '../nodes/node-behaviour.ts';
import { KeepingFold, KeepingSource, keeping } from './keeping.ts';
import { isKept, KeptSource } from './kept-file.ts';
import { mayBeKept } from './needs.ts';
import type { RunContext } from './run-context.ts';
import type { NodeRecord } from './run-ledger.ts';

/** Opens a node, where it goes on if it was begun before. Of a run that may be resumed a source's records can be had again, and results. */
export async function openNode(
  stage: Stage,
  inputs: NodeContext['inputs'],
  before: NodeRecord | undefined,
  context: RunContext,
): Promise<OpenNode> {
  const node = await openBehaviour(stage, inputs, before, context);
  return repeatable(node, stage, context);
}

async function openBehaviour(
  stage: Stage,
  inputs: NodeContext['inputs'],
  before: NodeRecord | undefined,
  context: RunContext,
): Promise<OpenNode> {
  const { plan, recorder: _, ledger, ledgerIntervalMs: __, ...shared } = context;
  const { name: node, output } = stage;
  const position = before?.position;
  if (ledger !== undefined && output !== undefined && isKept(position))
    return KeptSource.open(ledger.keptFile(node), node, output, position);
  return behaviourOf(stage).open({
    ...shared,
    flow: plan.flow,
    isResumable: ledger !== undefined,
    resumed: before && { start: before.start, position },
    inputs,
    log: (stream, text, batch) =>
      context.emit({ type: 'log', node, stream, text, ...(batch !== undefined && { batch }) }),
  });
}

/** The node itself where it tells a place, or need not be asked again; else one that keeps its records. */
async function repeatable(node: OpenNode, stage: Stage, { ledger }: RunContext): Promise<OpenNode> {
  if (ledger === undefined) return node;
  const path = ledger.keptFile(stage.name);
  if (node.role === 'source' && node.position?.() === undefined)
    return keeping(node, path, (source, file) => new KeepingSource(source, file));
  if (node.role === 'fold' && mayBeKept(stage)) return keeping(node, path, (fold, file) => new KeepingFold(fold, file));
  return node;
}

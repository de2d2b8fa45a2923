import type { Stage } from '@millrace/grammar';
import { behaviourOf } from '../nodes/index.ts';
import type { NodeContext, OpenNode, OpenSource } from '../nodes/node-behaviour.ts';
import { isKept, KeepingSource, KeptSource } from './kept-source.ts';
import type { RunContext } from './run-context.ts';
import type { NodeRecord } from './run-ledger.ts';

/** Opens a node, where it goes on if it was begun before. Of a run that may be resumed a source's records can be had again. */
export async function openNode(
  stage: Stage,
  inputs: NodeContext['inputs'],
  before: NodeRecord | undefined,
  context: RunContext,
): Promise<OpenNode> {
  const node = await openBehaviour(stage, inputs, before, context);
  return node.role === 'source' ? repeatable(node, stage, context) : node;
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

/** The source itself where it tells a place, else one that keeps its records. */
async function repeatable(source: OpenSource, { name }: Stage, { ledger }: RunContext): Promise<OpenSource> {
  if (ledger === undefined || source.position?.() !== undefined) return source;
  try {
    return await KeepingSource.open(source, ledger.keptFile(name));
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * What the nodes of a flow are called where it is used: its only output as the `use`, so that everybody goes on reading it, the others as
 * they were where that is free. undefined where somebody names the `use` in a way that no node can take over.
 */
import { nodesOf, streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { FlowLanguageServices } from '../../services.ts';
import { freshName } from '../fresh-names.ts';
import { clausesOf } from '../single-use.ts';

export function newNames(
  use: ast.UseNode,
  flow: ast.Flow,
  around: ast.Flow,
  services: FlowLanguageServices,
): ReadonlyMap<ast.Node, string> | undefined {
  const [only, ...others] = flow.outputs.flatMap(({ node }) => node?.ref ?? []);
  const main = others.length === 0 ? only : undefined;
  if (flow === around || isNamed(use, around, main !== undefined, services)) return undefined;
  const taken = new Set([...streamsOf(around), ...around.parameters].map(({ name }) => name));
  const names = new Map<ast.Node, string>();
  for (const node of nodesOf(flow)) {
    const name = node === main ? use.name : freshName(node.name, taken);
    taken.add(name);
    names.set(node, name);
  }
  return names;
}

/** `isKept`: a node will have its name. */
function isNamed(use: ast.UseNode, around: ast.Flow, isKept: boolean, services: FlowLanguageServices): boolean {
  const isWaitedFor = nodesOf(around).some((one) => ast.isTaskNode(one) && one.after.some(({ ref }) => ref === use));
  const isOutput = around.outputs.some(({ node }) => node?.ref === use);
  const clauses = clausesOf(around, services).filter(({ node }) => node?.ref === use);
  const isTested = clauses.some(({ port }) => !isKept || port !== undefined);
  return isWaitedFor || isTested || (isOutput && !isKept) || (!isKept && isReadWhole(use, around));
}

/** By its own name, where several outputs are its ports. */
function isReadWhole(use: ast.UseNode, around: ast.Flow): boolean {
  const outputs = use.run.flow.ref?.outputs ?? [];
  return nodesOf(around).length > 0 && outputs.some(({ node }) => node?.$refText === 'out');
}

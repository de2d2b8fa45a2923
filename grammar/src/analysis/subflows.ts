/** Which flows a flow uses, near or far. Without recursion over flows: a chain of them may be thousands long. */
import * as ast from '../generated/ast.ts';
import { nodesOf } from './nodes-of.ts';

const known = new WeakMap<ast.Flow, ast.UseNode[]>();

function usesOf(flow: ast.Flow): ast.UseNode[] {
  const uses = known.get(flow) ?? nodesOf(flow).filter(ast.isUseNode);
  known.set(flow, uses);
  return uses;
}

/** What a use gives by its own name: the flow's only output, or the one of several that is called `out` as every node's is. */
export function mainOutput({ outputs }: ast.Flow): ast.Output | undefined {
  return outputs.length === 1 ? outputs[0] : outputs.find(({ node }) => node?.$refText === 'out');
}

export function usedFlow(node: ast.UseNode): ast.Flow | undefined {
  return node.run?.flow?.ref;
}

/** Every flow that is used on the way from this one, itself not among them, those that others use first. */
export function subflowsFirst(flow: ast.Flow): ast.Flow[] {
  const done = new Set<ast.Flow>();
  const open = new Set<ast.Flow>();
  const waiting = [flow];
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const missing = open.has(next)
      ? []
      : usesOf(next)
          .map(usedFlow)
          .filter((one) => one !== undefined);
    open.add(next);
    const rest = missing.filter((one) => !open.has(one));
    waiting.push(...rest);
    if (rest.length > 0) continue;
    waiting.pop();
    if (!waiting.includes(next)) done.add(next);
  }
  done.delete(flow);
  return [...done];
}

/** The way from a use back to the flow it stands in, where there is one: such a use has no meaning. */
export function recursionOf(node: ast.UseNode, around: ast.Flow): ast.Flow[] | undefined {
  const first = usedFlow(node);
  if (first === undefined) return undefined;
  const from = new Map<ast.Flow, ast.Flow | undefined>([[first, undefined]]);
  for (const flow of from.keys()) {
    if (flow === around) return wayTo(flow, from);
    for (const next of usesOf(flow).map(usedFlow)) if (next !== undefined && !from.has(next)) from.set(next, flow);
  }
  return undefined;
}

function wayTo(end: ast.Flow, from: Map<ast.Flow, ast.Flow | undefined>): ast.Flow[] {
  const way: ast.Flow[] = [];
  for (let flow: ast.Flow | undefined = end; flow !== undefined; flow = from.get(flow)) way.unshift(flow);
  return way;
}

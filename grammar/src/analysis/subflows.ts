/** Which flows a flow uses, near or far. Without recursion over flows: a chain of them may be thousands long. */
import * as ast from '../generated/ast.ts';
import { factsAround } from './document-facts.ts';
import { knotsFrom } from './knots.ts';
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

/**
 * Every flow that is used on the way from this one, itself not among them, those that others use first. What is known, with all that
 * lies behind it, is left out.
 */
export function subflowsFirst(flow: ast.Flow, isKnown: (flow: ast.Flow) => boolean = () => false): ast.Flow[] {
  return knotsFrom(flow, usedBy, isKnown)
    .flat()
    .filter((one) => one !== flow);
}

/** Whether a way leads from a use back to the flow it stands in: such a use has no meaning. */
export function isRecursive(node: ast.UseNode, around: ast.Flow): boolean {
  const first = usedFlow(node);
  return first !== undefined && knotOf(around).has(first);
}

/**
 * The shortest way from a use back to the flow it stands in, by no flow that stands above it: a circle is told at the first of its
 * flows. Empty where there is none.
 */
export function recursionOf(node: ast.UseNode, around: ast.Flow): ast.Flow[] {
  const first = usedFlow(node) as ast.Flow;
  const knot = knotOf(around);
  if (standsAbove(first, around)) return [];
  const from = new Map<ast.Flow, ast.Flow | undefined>([[first, undefined]]);
  for (const flow of from.keys()) {
    if (flow === around) return wayTo(flow, from);
    for (const next of usedBy(flow))
      if (knot.has(next) && !from.has(next) && !standsAbove(next, around)) from.set(next, flow);
  }
  return [];
}

function standsAbove({ $container, $containerIndex = 0 }: ast.Flow, flow: ast.Flow): boolean {
  return $container === flow.$container && $containerIndex < (flow.$containerIndex ?? 0);
}

/** The flow with those that it uses and that use it, near or far. */
function knotOf(flow: ast.Flow): ReadonlySet<ast.Flow> {
  const isKnown = (one: ast.Flow) => factsAround(one).flowKnots.has(one);
  if (!isKnown(flow)) {
    for (const knot of knotsFrom(flow, usedBy, isKnown)) {
      const members = new Set(knot);
      for (const one of knot) factsAround(one).flowKnots.set(one, members);
    }
  }
  return factsAround(flow).flowKnots.get(flow) ?? new Set();
}

function usedBy(flow: ast.Flow): ast.Flow[] {
  const { usedFlows } = factsAround(flow);
  const used = usedFlows.get(flow) ?? usesOf(flow).flatMap((node) => usedFlow(node) ?? []);
  usedFlows.set(flow, used);
  return used;
}

function wayTo(end: ast.Flow, from: Map<ast.Flow, ast.Flow | undefined>): ast.Flow[] {
  const way: ast.Flow[] = [];
  for (let flow: ast.Flow | undefined = end; flow !== undefined; flow = from.get(flow)) way.unshift(flow);
  return way;
}

/** The order of a flow's nodes and its cycles [N1]. Without recursion: a flow may be thousands of nodes deep. */
import type { Node } from '../generated/ast.ts';
import { predecessorsOf } from './source-refs.ts';

/** The nodes in an order in which each comes behind those it needs, and the cycles among them. */
export function orderOf(nodes: Node[]): { order: Node[]; cycles: Node[][] } {
  // Most flows are written from the top to the bottom.
  if (isInOrder(nodes)) return { order: nodes, cycles: [] };
  const cycles = findCycles(nodes);
  return { order: orderNodes(nodes, cycles), cycles };
}

function isInOrder(nodes: Node[]): boolean {
  const before = new Set<Node>();
  return nodes.every((node) => predecessorsOf(node).every((one) => before.has(one)) && before.add(node));
}

/** Every node behind those it needs, ties in the order of the text; nodes on or behind a cycle come last. */
function orderNodes(nodes: Node[], cycles: Node[][]): Node[] {
  const onCycle = new Set(cycles.flat());
  const ordered = new Set<Node>();
  for (const start of nodes) {
    const waiting = [start];
    const opened = new Set<Node>();
    for (let node = waiting.at(-1); node !== undefined; node = waiting.at(-1)) {
      const missing = predecessorsOf(node).filter((one) => !ordered.has(one) && !opened.has(one) && !onCycle.has(one));
      if (opened.has(node) || missing.length === 0) {
        waiting.pop();
        ordered.add(node);
      } else waiting.push(...missing.reverse());
      opened.add(node);
    }
  }
  return [...ordered];
}

/** Each cycle once, in the direction of the records, from its first node in the text. */
function findCycles(nodes: Node[]): Node[][] {
  const cycles: Node[][] = [];
  const done = new Set<Node>();
  for (const start of nodes) {
    const path: Node[] = [];
    walk(start, path, done, (cycle) => cycles.push(fromFirst(cycle, nodes)));
  }
  return cycles;
}

/** Depth first against the direction of the records; `path` is the way from `start` to the node in hand. */
function walk(start: Node, path: Node[], done: Set<Node>, found: (cycle: Node[]) => void): void {
  const steps: { node: Node; before: readonly Node[]; at: number }[] = [];
  const enter = (node: Node) => {
    steps.push({ node, before: predecessorsOf(node), at: 0 });
    path.push(node);
  };
  if (!done.has(start)) enter(start);
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const next = step.before[step.at++];
    if (next === undefined) {
      done.add(step.node);
      steps.pop();
      path.pop();
    } else if (path.includes(next)) found(path.slice(path.indexOf(next)).reverse());
    else if (!done.has(next)) enter(next);
  }
}

function fromFirst(cycle: Node[], nodes: Node[]): Node[] {
  const first = Math.min(...cycle.map((node) => nodes.indexOf(node)));
  const start = cycle.indexOf(nodes[first] as Node);
  return start < 0 ? cycle : [...cycle.slice(start), ...cycle.slice(0, start)];
}

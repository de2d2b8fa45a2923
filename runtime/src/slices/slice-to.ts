import type { Edge, Plan, Stage } from '@millrace/grammar';

/**
 * The plan of these nodes and of all that they need: what their records are made of, and what they wait for. Records at a node
 * are those of the whole flow: bad records that left by a port whose readers are cut off are left out, as they were before, and end
 * no run. Fingerprints stay, for they tell records. Names that the plan does not have are none.
 */
export function sliceTo(plan: Plan, nodes: Iterable<string>): Plan {
  const needed = neededBy(plan.edges, nodes);
  return restricted(plan, ({ name }) => needed.has(name));
}

/** The plan without its sinks; what was to wait for one of them waits no more. */
export function withoutWrites(plan: Plan): Plan {
  return restricted(plan, ({ kind }) => kind !== 'write');
}

/** The stages that are kept, with the edges between them. */
function restricted(plan: Plan, isKept: (stage: Stage) => boolean): Plan {
  const kept = new Set(plan.stages.filter(isKept).map(({ name }) => name));
  const edges = plan.edges.filter(({ from, to }) => kept.has(from) && kept.has(to));
  const stages = plan.stages.filter(({ name }) => kept.has(name)).map((stage) => withErrorPort(stage, edges));
  return { ...plan, stages, edges, outputs: plan.outputs.filter((name) => kept.has(name)) };
}

function withErrorPort(stage: Stage, edges: readonly Edge[]): Stage {
  const isRead = edges.some(({ from, port }) => from === stage.name && port === 'errors');
  return stage.hasErrorPort && !isRead ? { ...stage, hasErrorPort: false, onError: 'skip' } : stage;
}

function neededBy(edges: readonly Edge[], nodes: Iterable<string>): ReadonlySet<string> {
  const into = Map.groupBy(edges, ({ to }) => to);
  const needed = new Set<string>();
  const open = [...nodes];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    open.push(...(into.get(name) ?? []).map(({ from }) => from));
  }
  return needed;
}

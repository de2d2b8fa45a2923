import type { Edge, Plan, Stage } from '@millrace/grammar';
import { RunError } from './run-error.ts';

/**
 * The stages that run together, in waves. What is connected by streams runs in one wave and is published at its end, so a
 * node that is ordered after another (`after`) finds the other's output under its final name. An order between two nodes of
 * one stream is refused: the later would hold up the queue that the earlier one waits for.
 */
export function wavesOf({ stages, edges }: Plan): Stage[][] {
  const groups = groupByStreams(stages, edges);
  const orders = edges.filter(({ kind }) => kind === 'order');
  for (const order of orders) refuseWithinGroup(order, groups);
  const waves = wavesByGroup(groups, orders);
  const count = Math.max(-1, ...waves.values()) + 1;
  return Array.from({ length: count }, (_, wave) =>
    stages.filter(({ name }) => waves.get(groups.get(name) as string) === wave),
  );
}

/** The name of one stage of its group, by stage. */
function groupByStreams(stages: readonly Stage[], edges: readonly Edge[]): Map<string, string> {
  const groups = new Map(stages.map(({ name }) => [name, name]));
  for (const { kind, from, to } of edges) {
    if (kind !== 'stream') continue;
    const [kept, replaced] = [groups.get(from) as string, groups.get(to)];
    for (const [name, group] of groups) if (group === replaced) groups.set(name, kept);
  }
  return groups;
}

function refuseWithinGroup({ from, to }: Edge, groups: ReadonlyMap<string, string>): void {
  if (groups.get(from) !== groups.get(to)) return;
  const message = `"${to}" is to run after "${from}", but records stream between them: remove "after ${from}"`;
  throw new RunError('plan-order', message, { node: to });
}

/** The longest way to each group over the order edges. */
function wavesByGroup(groups: ReadonlyMap<string, string>, orders: readonly Edge[]): Map<string, number> {
  const waves = new Map([...groups.values()].map((group) => [group, 0]));
  for (let round = 0; round <= waves.size; round++) {
    let isStable = true;
    for (const { from, to } of orders) {
      const wave = (waves.get(groups.get(from) as string) as number) + 1;
      const group = groups.get(to) as string;
      if ((waves.get(group) as number) >= wave) continue;
      waves.set(group, wave);
      isStable = false;
    }
    if (isStable) return waves;
  }
  const names = orders.map(({ to }) => `"${to}"`).join(', ');
  throw new RunError('plan-order', `The orders of ${names} form a cycle: nothing could start`);
}

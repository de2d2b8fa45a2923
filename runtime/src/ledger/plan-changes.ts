import type { Plan, Stage } from '@millrace/grammar';

/** Whether two plans are the same to the letter: batches, patience and all, for what was done of one has to fit into the other. */
export function samePlan(a: Plan, b: Plan): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** In words what of a plan is not as it was; undefined where all is. */
export function planChanges(before: Plan, now: Plan): string | undefined {
  if (samePlan(before, now)) return undefined;
  const names = [...new Set([...before.stages, ...now.stages].map(({ name }) => name))];
  const changes = names.flatMap((name) => stageChange(name, stageOf(before, name), stageOf(now, name)));
  return changes.length === 0 ? 'how its nodes are connected' : changes.join(', ');
}

function stageChange(name: string, before: Stage | undefined, now: Stage | undefined): string[] {
  if (before === undefined) return [`"${name}" is new`];
  if (now === undefined) return [`"${name}" is gone`];
  if (JSON.stringify(ordered(before)) === JSON.stringify(ordered(now))) return [];
  const parts = Object.keys({ ...before.fingerprintParts, ...now.fingerprintParts });
  const changed = parts.filter((part) => before.fingerprintParts[part] !== now.fingerprintParts[part]);
  const own = changed.filter((part) => !part.startsWith('input '));
  if (own.length > 0) return [`the ${own.join(' and ')} of "${name}"`];
  return changed.length > 0 ? [] : [`the properties of "${name}"`];
}

function stageOf({ stages }: Plan, name: string): Stage | undefined {
  return stages.find((stage) => stage.name === name);
}

/** With the members of objects in the order of their names. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, ordered(member)]),
  );
}

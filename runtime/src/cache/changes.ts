/** Why a result is not as it would be now: by component, and up to the nodes where a change began. */
import type { ResultFingerprint } from './result-fingerprints.ts';

export interface Change {
  /** The node that the component is of. */
  node: string;
  /** As `ResultFingerprint.parts` calls it. */
  component: string;
  /** Digest or version; absent on the side that does not have the component. */
  before?: string;
  now?: string;
}

export type Parts = Readonly<Record<string, string>>;

/**
 * Where the difference between an earlier result of `node` and one of today begins: the changed components of the node itself and
 * of all that it is made of, those that only hand on a change left out. Empty when nothing has changed.
 */
export function changesBehind(
  node: string,
  now: ReadonlyMap<string, ResultFingerprint>,
  before: ReadonlyMap<string, Parts>,
): Change[] {
  const changes: Change[] = [];
  const seen = new Set<string>();
  const waiting = [node];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const found = changesOf(name, now.get(name)?.parts ?? {}, before.get(name) ?? {});
    for (const change of found) {
      const from = upstreamOf(change.component);
      if (from !== undefined && change.before !== undefined && change.now !== undefined) waiting.push(from);
      else changes.push(change);
    }
  }
  return changes;
}

function changesOf(node: string, now: Parts, before: Parts): Change[] {
  const components = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return components
    .filter((component) => now[component] !== before[component] || now[component] === 'unknown')
    .map((component) => ({
      node,
      component,
      ...(before[component] !== undefined && { before: before[component] }),
      ...(now[component] !== undefined && { now: now[component] }),
    }));
}

/** The node that an input or an order comes from; undefined for what is the node's own. */
export function upstreamOf(component: string): string | undefined {
  const [, read, awaited] = /^(?:input (.+)\.[^.]+|after (.+))$/.exec(component) ?? [];
  return read ?? awaited;
}

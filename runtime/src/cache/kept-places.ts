/** Where the records of a node are kept beside a run: one place for each of its ports. */
import { createHash } from 'node:crypto';
import type { Plan, Stage } from '@millrace/grammar';
import { tapNameAmong } from '../slices/tap.ts';

export interface KeptPlace {
  node: string;
  port: string;
}

/** The ports whose records can be kept: bad records are not, and who writes gives none. */
export function keptPorts(stage: Stage): readonly string[] {
  if (stage.kind === 'route') return stage.ports.map(({ name }) => name);
  return stage.output === undefined ? [] : ['out'];
}

/** Of what leaves a node of this fingerprint by a port. */
export function portFingerprint(fingerprint: string, port: string): string {
  return port === 'out' ? fingerprint : createHash('sha256').update(`${fingerprint}\n${port}`).digest('hex');
}

/** As a person calls it: `byHour`, `level.high`. */
export function placeName({ node, port }: KeptPlace): string {
  return port === 'out' ? node : `${node}.${port}`;
}

/** Of a plan, by the name of the write that keeps the records: `$level.high`. */
export function keptPlaces(plan: Plan): ReadonlyMap<string, KeptPlace> {
  const names = new Set(plan.stages.map(({ name }) => name));
  const places = plan.stages.flatMap((stage) => keptPorts(stage).map((port) => ({ node: stage.name, port })));
  return new Map(places.map((place) => [tapNameAmong(names, place.node, place.port), place]));
}

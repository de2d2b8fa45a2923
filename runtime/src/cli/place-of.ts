import { nearestName, outputsOfUse, type Plan, type PlanPlace, planPlaceIn } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { UsageError } from './usage-error.ts';

export interface NamedPlace {
  /** As flows write it: `clean`, `level.high`, `clean.errors`. */
  name: string;
  port?: string;
  flow?: string;
}

/**
 * Where in a plan a person means: of a used flow its output, of a write what it gets. Throws a UsageError that says what there
 * is.
 */
export function placeOf(plan: Plan, document: LangiumDocument, named: NamedPlace): PlanPlace {
  const place = written(plan, document, named);
  const stage = plan.stages.find(({ name }) => name === place.node);
  if (stage === undefined) throw unknownNode(plan, document, named);
  if (stage.kind === 'write' && place.port === 'out') {
    const edge = plan.edges.find(({ to, kind }) => to === stage.name && kind === 'stream');
    if (edge !== undefined) return { node: edge.from, port: edge.port };
  }
  const own = stage.kind === 'route' ? stage.ports.map(({ name }) => name) : stage.output === undefined ? [] : ['out'];
  const ports = [...own, 'errors'];
  if (ports.includes(place.port)) return place;
  if (place.port === 'out' && own.length === 0) throw new UsageError(`"${stage.name}" gives no records`);
  const known = ports.map((port) => (port === 'out' ? stage.name : `${stage.name}.${port}`)).join(', ');
  const unknown =
    place.port === 'out' ? `"${stage.name}" gives records by its ports` : `"${stage.name}" has no port "${place.port}"`;
  throw new UsageError(`${unknown}; name one of ${known}`);
}

/** The stage that a person means by a node: of a used flow the one that gives its output. Throws as `placeOf` does. */
export function nodeOf(plan: Plan, document: LangiumDocument, named: NamedPlace): string {
  const isStage = plan.stages.some(({ name }) => name === named.name);
  return isStage ? named.name : placeOf(plan, document, named).node;
}

/** A name with dots may be a node of a used flow, or a node and its port. */
function written({ stages }: Plan, document: LangiumDocument, { name, port, flow }: NamedPlace): PlanPlace {
  const isStage = (node: string) => stages.some((stage) => stage.name === node);
  const own = { node: name, port: port ?? 'out' };
  if (isStage(name)) return own;
  const used = planPlaceIn(document, flow, own);
  if (isStage(used.node)) return used;
  const dot = name.indexOf('.');
  if (dot === -1 || port !== undefined) return own;
  const part = planPlaceIn(document, flow, { node: name.slice(0, dot), port: name.slice(dot + 1) });
  if (isStage(part.node)) return part;
  const last = name.lastIndexOf('.');
  return { node: name.slice(0, last), port: name.slice(last + 1) };
}

function unknownNode(plan: Plan, document: LangiumDocument, { name, flow }: NamedPlace): UsageError {
  const outputs = outputsOfUse(document, flow, name) ?? [];
  if (outputs.length > 0) return new UsageError(`"${name}" has several outputs; name one of ${outputs.join(', ')}`);
  const names = plan.stages.map((stage) => stage.name);
  const uses = names.flatMap((one) => (one.includes('.') ? [one.slice(0, one.indexOf('.'))] : []));
  const meant = nearestName(name, [...names, ...uses]);
  return new UsageError(
    `${plan.flow} has no node "${name}"; ${meant === undefined ? `its nodes are: ${names.join(', ')}` : `did you mean "${meant}"?`}`,
  );
}

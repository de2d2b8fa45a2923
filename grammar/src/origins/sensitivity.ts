/**
 * Which columns hold personal or sensitive data [N6]: those that an annotation marks where they enter, and what is copied or
 * computed from them. A value that went through a function that hides it is none any more, and of what a task gives its
 * schema decides. Which records a filter lets through is no part of it.
 */
import { AstUtils } from 'langium';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { RecordType } from '../types/type.ts';
import type { ColumnOrigin } from './column-origin.ts';
import type { LineagePlace } from './column-trace.ts';
import { keyOf, Lineage, type LineageQuestion, originKey } from './lineage.ts';
import { sensitiveAt } from './sensitive-fields.ts';

export interface SensitiveOrigin extends ColumnOrigin {
  annotation: string;
}

const lineages = new WeakMap<FlowAnalysis, Lineage>();
const inner = new WeakMap<FlowAnalysis, Lineage>();

/** The marked fields whose values a column shows; empty where it may be written. */
export function sensitiveOrigins(flow: FlowAnalysis, place: LineagePlace): readonly SensitiveOrigin[] {
  if (!marksAnything(flow)) return [];
  return [...lineageOf(flow).originsAt(place).values()] as SensitiveOrigin[];
}

/** The names of nodes and streams on the way from a marked field to a column, the source first; of a long way its ends. */
export function wayOf(flow: FlowAnalysis, origin: ColumnOrigin, to: LineagePlace): string[] {
  const lineage = lineageOf(flow);
  const marked = originKey(origin);
  const names = [to.name];
  const seen = new Set<string>();
  // Thousands of writes may stand at the end of one chain, and each would be followed through all of it.
  const goesOn = (place: LineagePlace) => !seen.has(keyOf(place)) && seen.size < stepsMax;
  for (let place: LineagePlace | undefined = to; place !== undefined && goesOn(place); ) {
    seen.add(keyOf(place));
    if (names.at(-1) !== place.name) names.push(place.name);
    place = lineage.stepsFrom(place).find((step) => lineage.originsAt(step.to).has(marked))?.to;
  }
  const way = names.reverse();
  return way.length <= longestWay ? way : [...way.slice(0, 2), ...way.slice(2 - longestWay)];
}

/** What a person looks through. */
const longestWay = 10;
const stepsMax = 500;

/**
 * The same for a flow that others use: beside what is marked there, the fields of its streams whose values the column shows,
 * marked or not, by the name of the `stream`.
 */
export function originsInside(flow: FlowAnalysis, place: LineagePlace): readonly ColumnOrigin[] {
  return [...lineageOf(flow).within(flow).originsAt(place).values()];
}

function lineageOf(flow: FlowAnalysis): Lineage {
  const lineage = lineages.get(flow) ?? new Lineage(flow, question(), inner);
  lineages.set(flow, lineage);
  return lineage;
}

const marks = new WeakMap<FlowAnalysis, boolean>();

/** Most flows hold no such data, and need not be followed. What another flow brings is looked for there. */
function marksAnything(flow: FlowAnalysis): boolean {
  const known = marks.get(flow);
  if (known !== undefined) return known;
  const isUsing = [...flow.nodes.values()].some(({ kind }) => kind === 'use');
  const found = isUsing || recordsIn(flow).some((record) => sensitiveAt(record, []).length > 0);
  marks.set(flow, found);
  return found;
}

function recordsIn({ nodes, streams }: FlowAnalysis): (RecordType | undefined)[] {
  const given = [...nodes.values()].flatMap(({ output, ports }) => [output, ...(ports?.values() ?? [])]);
  return [...streams.values(), ...given];
}

function question(): LineageQuestion {
  return { sourcesAt: markedAt, least: 'computed', isNearest: true, keepsStreams: true };
}

function markedAt(
  { flow }: FlowAnalysis,
  node: string,
  record: RecordType | undefined,
  path: readonly string[],
): SensitiveOrigin[] {
  const file = AstUtils.getDocument(flow).uri.toString();
  return sensitiveAt(record, path).map((field) => ({ file, flow: flow.name ?? '', node, way: 'copied', ...field }));
}

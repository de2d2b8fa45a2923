/**
 * Follows columns through a flow, against the direction of the records. What it has found it keeps, per column and not per
 * path through the graph; it uses no recursion, since a flow may be thousands of nodes deep. A cycle adds nothing.
 */
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { subflowsFirst } from '../analysis/subflows.ts';
import type { RecordType } from '../types/type.ts';
import { type ColumnOrigin, isAtLeast, strongerOf, type Way, weakerOf } from './column-origin.ts';
import type { ColumnPlace, ColumnStep, ColumnTrace, LineagePlace } from './column-trace.ts';
import { traces } from './kinds/index.ts';
import { MadeColumns } from './made-columns.ts';

/** What is asked of the columns of a flow, and of the flows it uses. */
export interface LineageQuestion {
  /** The origins that lie in a field where it enters a flow: at a node, or at a stream that the flow is given. */
  sourcesAt(flow: FlowAnalysis, name: string, record: RecordType | undefined, path: readonly string[]): ColumnOrigin[];
  /** Ways that keep less of a value are not followed. */
  least: Way;
  /** A place that is an origin itself is not followed further, though a task has its columns from others. */
  isNearest?: true;
  /** Of very many origins of one column no more than these are found: where code follows code, each may come from all. */
  most?: number;
  /** A field of a stream is an origin also where the flow is used, and it is known what the stream brings. */
  keepsStreams?: true;
}

/** No origin twice, each with its best way; by `originKey`. */
export type Origins = ReadonlyMap<string, ColumnOrigin>;

export interface LineageStep {
  to: LineagePlace;
  way: Way;
}

interface Visit {
  key: string;
  own: ColumnOrigin[];
  steps: (LineageStep & { key: string })[];
}

/** By the analysis of the flow that is used. */
export type InnerLineages = Pick<WeakMap<FlowAnalysis, Lineage>, 'get' | 'set'>;

const nothing: Origins = new Map();

export class Lineage {
  private readonly flow: FlowAnalysis;
  private readonly question: LineageQuestion;
  /** Those of the flows that are used, each seen from inside, shared by all that use them. */
  private readonly inner: InnerLineages;
  private readonly isInside: boolean;
  private readonly known = new Map<string, Origins>();
  private readonly made: MadeColumns;
  private isPrepared = false;
  private readonly originsWithin: ColumnPlace['within'] = (flow, place) => this.within(flow).originsAt(place).values();

  constructor(flow: FlowAnalysis, question: LineageQuestion, inner: InnerLineages, isInside = false) {
    this.flow = flow;
    this.made = new MadeColumns(flow);
    this.question = question;
    this.inner = inner;
    this.isInside = isInside;
  }

  originsAt(place: LineagePlace): Origins {
    const key = keyOf(place);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.prepare();
    const open = new Set<string>();
    const waiting = [this.visit(place)];
    for (let visit = waiting.at(-1); visit !== undefined; visit = waiting.at(-1)) {
      const missing = open.has(visit.key) ? [] : this.missing(visit, open);
      open.add(visit.key);
      if (missing.length > 0) waiting.push(...missing);
      else {
        waiting.pop();
        if (!this.known.has(visit.key)) this.known.set(visit.key, merged(visit, this.known, this.question.most));
      }
    }
    return this.known.get(key) ?? nothing;
  }

  /** The same question of a flow that this one uses. */
  within(flow: FlowAnalysis): Lineage {
    const known = this.inner.get(flow) ?? new Lineage(flow, this.question, this.inner, true);
    this.inner.set(flow, known);
    return known;
  }

  /** Flows that others use come first: a chain of them may be thousands long, and each then finds its answers ready. */
  private prepare(): void {
    if (this.isPrepared || this.isInside) return;
    this.isPrepared = true;
    for (const flow of subflowsFirst(this.flow.flow).map(analyzeFlow)) this.within(flow).answerOutputs();
  }

  private answerOutputs(): void {
    for (const name of this.flow.flow.outputs.flatMap(({ node }) => node?.ref?.name ?? [])) {
      for (const port of ['out', 'errors']) this.originsAt({ name, port, path: [] });
    }
  }

  /** The steps from a place to those its values come from, each to the node before. */
  stepsFrom(place: LineagePlace, trace = this.traceAt(place)): LineageStep[] {
    const { name, port, path } = place;
    const node = this.flow.nodes.get(name);
    if (port === 'errors') return node === undefined ? [] : this.stepsOfErrors(node, path);
    if (path.length === 0) return this.stepsIntoRecord(place);
    if (node === undefined) return [];
    return trace?.steps.flatMap((step) => this.stepsInto(node, step)) ?? [];
  }

  private visit(place: LineagePlace): Visit {
    const trace = this.traceAt(place);
    const own = this.ownOrigins(place, trace);
    const isEnd = this.question.isNearest && own.length > 0;
    const steps = isEnd ? [] : this.stepsFrom(place, trace).map((step) => this.farther(step));
    return { key: keyOf(place), own, steps: steps.map((step) => ({ ...step, key: keyOf(step.to) })) };
  }

  private ownOrigins(place: LineagePlace, trace: ColumnTrace | undefined): ColumnOrigin[] {
    const { name, port, path } = place;
    if (port === 'errors' || path.length === 0) return [];
    const isStream = !this.flow.nodes.has(name) && this.flow.streams.has(name);
    const { isSource, elsewhere = [] } = trace ?? { isSource: isStream };
    if (!isSource) return elsewhere;
    const sources = this.question.sourcesAt(this.flow, name, this.recordAt(place), path);
    if (!isStream || !this.isInside) return sources;
    return [...(this.question.keepsStreams ? sources : []), streamOrigin(name, path)];
  }

  /** Most nodes pass most columns on: they are gone through without remembering each of them. */
  private farther({ to, way }: LineageStep): LineageStep {
    for (let passed = 0; passed < this.flow.nodes.size; passed++) {
      const before = this.copiedFrom(to);
      if (before === undefined) break;
      to = before;
    }
    return { to, way };
  }

  /** The one place that a column is a copy of, or a place behind that; undefined of any other. */
  private copiedFrom(place: LineagePlace): LineagePlace | undefined {
    const node = this.flow.nodes.get(place.name);
    if (node === undefined || place.port === 'errors') return undefined;
    const made = this.made.of(place);
    if (made !== undefined) return made;
    const trace = this.traceAt(place);
    const [only, ...others] = trace?.steps ?? [];
    const isCopy = others.length === 0 && only?.way === 'copied' && !trace?.isSource && trace?.elsewhere === undefined;
    return isCopy ? this.stepsInto(node, only)[0]?.to : undefined;
  }

  private stepsIntoRecord(place: LineagePlace): LineageStep[] {
    const fields = this.recordAt(place)?.fields ?? [];
    return fields.map((field) => ({ to: { ...place, path: [field.name] }, way: 'copied' }));
  }

  /** A bad record carries the whole record that came in; of a read, what it read. Messages show no personal data. */
  private stepsOfErrors(node: NodeAnalysis, [field]: readonly string[]): LineageStep[] {
    if (field !== undefined && field !== 'record') return [];
    if (node.inputs.length === 0) return [{ to: { name: node.name, port: 'out', path: [] }, way: 'computed' }];
    return node.inputs.flatMap((_, input) => this.stepsInto(node, { input, path: [], way: 'computed' }));
  }

  private stepsInto({ inputs }: NodeAnalysis, { input, path, way }: ColumnStep): LineageStep[] {
    const { from: name, port = 'out' } = inputs[input] ?? {};
    return name === undefined || !isAtLeast(way, this.question.least) ? [] : [{ to: { name, port, path }, way }];
  }

  /** What the node says of its column; of bad records and whole records it says nothing. */
  private traceAt({ name, port, path }: LineagePlace): ColumnTrace | undefined {
    const node = this.flow.nodes.get(name);
    if (node === undefined || path.length === 0 || port === 'errors') return undefined;
    return traces[node.kind]({ node, port, path, within: this.originsWithin });
  }

  private recordAt({ name, port }: LineagePlace): RecordType | undefined {
    const node = this.flow.nodes.get(name);
    return node === undefined ? this.flow.streams.get(name) : (node.ports?.get(port) ?? node.output);
  }

  private missing({ steps }: Visit, open: Set<string>): Visit[] {
    const unseen = steps.filter(({ key }) => !this.known.has(key) && !open.has(key));
    return unseen.map(({ to }) => this.visit(to));
  }
}

function merged({ own, steps }: Visit, known: ReadonlyMap<string, Origins>, most = Number.POSITIVE_INFINITY): Origins {
  const [only] = steps;
  const isCopy = own.length === 0 && steps.length === 1 && only?.way === 'copied';
  if (isCopy) return known.get(only.key) ?? nothing;
  const origins = new Map<string, ColumnOrigin>();
  for (const origin of own) addOrigin(origins, originKey(origin), origin, origin.way);
  for (const { key, way } of steps) {
    for (const [of, origin] of known.get(key) ?? nothing) {
      if (origins.size >= most) break;
      addOrigin(origins, of, origin, weakerOf(origin.way, way));
    }
  }
  return origins;
}

function streamOrigin(name: string, path: readonly string[]): ColumnOrigin {
  return { file: '', flow: '', node: name, path, way: 'copied', stream: name };
}

function addOrigin(origins: Map<string, ColumnOrigin>, key: string, origin: ColumnOrigin, way: Way): void {
  const known = origins.get(key);
  const best = known === undefined ? way : strongerOf(known.way, way);
  if (known?.way !== best) origins.set(key, origin.way === best ? origin : { ...origin, way: best });
}

/** Of two places the same where they are the same column. */
export function keyOf({ name, port, path }: LineagePlace): string {
  return `${name}\0${port}\0${path.length === 1 ? path[0] : path.join('\0')}`;
}

/** Of two origins the same where they are the same field. */
export function originKey({ file, flow, node, path }: ColumnOrigin): string {
  return `${file}\0${flow}\0${node}\0${path.join('\0')}`;
}

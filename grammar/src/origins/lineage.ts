/**
 * Follows columns through a flow, against the direction of the records. What it has found it keeps, per column and not per
 * path through the graph; it uses no recursion, since a flow may be thousands of nodes deep. A cycle adds nothing.
 */
import { errorRecord } from '../analysis/error-record.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { RecordType } from '../types/type.ts';
import { type ColumnOrigin, isAtLeast, strongerOf, type Way, weakerOf } from './column-origin.ts';
import { type ColumnStep, type ColumnTrace, unknownTrace } from './column-trace.ts';
import { traces } from './kinds/index.ts';

/** What is asked of the columns of a flow. */
export interface LineageQuestion {
  /** The origins that lie in a field where it enters: at a node, or at a stream that the flow is given. */
  sourcesAt(name: string, record: RecordType | undefined, path: readonly string[]): ColumnOrigin[];
  /** Ways that keep less of a value are not followed. */
  least: Way;
  /** A place that is an origin itself is not followed further, though a task has its columns from others. */
  isNearest?: true;
}

/** No origin twice, each with its best way; by `originKey`. */
export type Origins = ReadonlyMap<string, ColumnOrigin>;

/** A field of what leaves a node, or enters by a stream of the flow; an empty path is the whole record. */
export interface LineagePlace {
  /** Of the node or the stream. */
  name: string;
  port: string;
  path: readonly string[];
}

export interface LineageStep {
  to: LineagePlace;
  way: Way;
}

interface Visit {
  key: string;
  own: ColumnOrigin[];
  steps: (LineageStep & { key: string })[];
}

const nothing: Origins = new Map();

export class Lineage {
  private readonly flow: FlowAnalysis;
  private readonly question: LineageQuestion;
  private readonly known = new Map<string, Origins>();

  constructor(flow: FlowAnalysis, question: LineageQuestion) {
    this.flow = flow;
    this.question = question;
  }

  originsAt(place: LineagePlace): Origins {
    const key = keyOf(place);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const open = new Set<string>();
    const waiting = [this.visit(place)];
    for (let visit = waiting.at(-1); visit !== undefined; visit = waiting.at(-1)) {
      const missing = open.has(visit.key) ? [] : this.missing(visit, open);
      open.add(visit.key);
      if (missing.length > 0) waiting.push(...missing);
      else {
        waiting.pop();
        if (!this.known.has(visit.key)) this.known.set(visit.key, this.merged(visit));
      }
    }
    return this.known.get(key) ?? nothing;
  }

  /** The steps from a place to those its values come from, each to the node before. */
  stepsFrom(place: LineagePlace): LineageStep[] {
    const { name, port, path } = place;
    const node = this.flow.nodes.get(name);
    if (isErrorPort(port)) return node === undefined ? [] : this.stepsOfErrors(node, path);
    if (path.length === 0) return this.stepsIntoRecord(place);
    if (node === undefined) return [];
    return this.traceOf(node, place).steps.flatMap((step) => this.stepsInto(node, step));
  }

  private visit(place: LineagePlace): Visit {
    const own = this.sourcesAt(place);
    const isEnd = this.question.isNearest && own.length > 0;
    const steps = isEnd ? [] : this.stepsFrom(place).map((step) => this.farther(step));
    return { key: keyOf(place), own, steps: steps.map((step) => ({ ...step, key: keyOf(step.to) })) };
  }

  private sourcesAt(place: LineagePlace): ColumnOrigin[] {
    if (isErrorPort(place.port) || place.path.length === 0) return [];
    const { isSource } = this.traceOf(this.flow.nodes.get(place.name), place);
    return isSource ? this.question.sourcesAt(place.name, this.recordAt(place), place.path) : [];
  }

  /** Most nodes pass most columns on: they are gone through without remembering each of them. */
  private farther({ to, way }: LineageStep): LineageStep {
    for (let passed = 0; passed < this.flow.nodes.size; passed++) {
      const node = this.flow.nodes.get(to.name);
      if (node === undefined || to.path.length === 0 || isErrorPort(to.port)) break;
      const { isSource, steps } = this.traceOf(node, to);
      const [only] = steps;
      const next =
        !isSource && steps.length === 1 && only?.way === 'copied' ? this.stepsInto(node, only)[0] : undefined;
      if (next === undefined) break;
      to = next.to;
    }
    return { to, way };
  }

  private stepsIntoRecord({ name, port }: LineagePlace): LineageStep[] {
    const fields = this.recordAt({ name })?.fields ?? [];
    return fields.map((field) => ({ to: { name, port, path: [field.name] }, way: 'copied' }));
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

  private traceOf(node: NodeAnalysis | undefined, { name, port, path }: LineagePlace): ColumnTrace {
    if (node === undefined) return this.flow.streams.has(name) ? { isSource: true, steps: [] } : unknownTrace;
    return traces[node.kind]({ node, port, path, incoming: (input) => this.incoming(node, input) });
  }

  private incoming({ inputs }: NodeAnalysis, index: number): RecordType | undefined {
    const { from: name, port = 'out' } = inputs[index] ?? {};
    if (name === undefined) return undefined;
    return isErrorPort(port) ? errorRecord : this.recordAt({ name });
  }

  private recordAt({ name }: { name: string }): RecordType | undefined {
    return this.flow.nodes.has(name) ? this.flow.nodes.get(name)?.output : this.flow.streams.get(name);
  }

  private missing({ steps }: Visit, open: Set<string>): Visit[] {
    const unseen = steps.filter(({ key }) => !this.known.has(key) && !open.has(key));
    return unseen.map(({ to }) => this.visit(to));
  }

  private merged({ own, steps }: Visit): Origins {
    const [only] = steps;
    const isCopy = own.length === 0 && steps.length === 1 && only?.way === 'copied';
    if (isCopy) return this.known.get(only.key) ?? nothing;
    const merged = new Map<string, ColumnOrigin>();
    for (const origin of own) addOrigin(merged, originKey(origin), origin, origin.way);
    for (const { key, way } of steps) {
      for (const [of, origin] of this.known.get(key) ?? nothing) {
        addOrigin(merged, of, origin, weakerOf(origin.way, way));
      }
    }
    return merged;
  }
}

/** `errors`, or that of a node inside of a subflow. */
export function isErrorPort(port: string): boolean {
  return port === 'errors' || port.endsWith('.errors');
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

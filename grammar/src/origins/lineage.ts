/**
 * Follows columns through a flow, against the direction of the records. What it has found it keeps, per column and not per
 * path through the graph; it uses no recursion, since a flow may be thousands of nodes deep. A cycle adds nothing.
 */
import { errorRecord } from '../analysis/error-record.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { RecordType } from '../types/type.ts';
import { type ColumnOrigin, isAtLeast, strongerOf, type Way, weakerOf } from './column-origin.ts';
import { type ColumnTrace, unknownTrace } from './column-trace.ts';
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
  steps: LineageStep[];
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
    const open = new Set<string>();
    const waiting = this.known.has(keyOf(place)) ? [] : [this.visit(place)];
    for (let visit = waiting.at(-1); visit !== undefined; visit = waiting.at(-1)) {
      const missing = open.has(visit.key) ? [] : this.missing(visit, open);
      open.add(visit.key);
      if (missing.length > 0) waiting.push(...missing);
      else {
        waiting.pop();
        if (!this.known.has(visit.key)) this.known.set(visit.key, this.merged(visit));
      }
    }
    return this.known.get(keyOf(place)) ?? nothing;
  }

  /** The steps from a place to those its values come from. */
  stepsFrom(place: LineagePlace): LineageStep[] {
    const { name, port, path } = place;
    const node = this.flow.nodes.get(name);
    if (isErrorPort(port)) return node === undefined ? [] : this.stepsOfErrors(node, path);
    if (path.length === 0) {
      const fields = this.recordAt(place)?.fields ?? [];
      return fields.map((field) => ({ to: { name, port, path: [field.name] }, way: 'copied' }));
    }
    const { steps } = this.traceOf(place);
    return steps.flatMap((step) => (node === undefined ? [] : this.stepTo(node, step.input, step.path, step.way)));
  }

  /** A bad record carries the whole record that came in; of a read, what it read. Messages show no personal data. */
  private stepsOfErrors(node: NodeAnalysis, [field]: readonly string[]): LineageStep[] {
    if (field !== undefined && field !== 'record') return [];
    if (node.inputs.length === 0) return [{ to: { name: node.name, port: 'out', path: [] }, way: 'computed' }];
    return node.inputs.flatMap((_, input) => this.stepTo(node, input, [], 'computed'));
  }

  private stepTo({ inputs }: NodeAnalysis, input: number, path: readonly string[], way: Way): LineageStep[] {
    const { from: name, port = 'out' } = inputs[input] ?? {};
    return name === undefined || !isAtLeast(way, this.question.least) ? [] : [{ to: { name, port, path }, way }];
  }

  private visit(place: LineagePlace): Visit {
    const isSource = place.path.length > 0 && !isErrorPort(place.port) && this.traceOf(place).isSource;
    const own = isSource ? this.question.sourcesAt(place.name, this.recordAt(place), place.path) : [];
    const isEnd = this.question.isNearest && own.length > 0;
    return { key: keyOf(place), own, steps: isEnd ? [] : this.stepsFrom(place) };
  }

  private traceOf({ name, port, path }: LineagePlace): ColumnTrace {
    const node = this.flow.nodes.get(name);
    if (node !== undefined)
      return traces[node.kind]({ node, port, path, incoming: (input) => this.incoming(node, input) });
    return this.flow.streams.has(name) ? { isSource: true, steps: [] } : unknownTrace;
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
    const unseen = steps.map(({ to }) => to).filter((to) => !this.known.has(keyOf(to)) && !open.has(keyOf(to)));
    return unseen.map((to) => this.visit(to));
  }

  private merged({ own, steps }: Visit): Origins {
    const [only] = steps;
    const isCopy = own.length === 0 && steps.length === 1 && only?.way === 'copied';
    if (isCopy) return this.known.get(keyOf(only.to)) ?? nothing;
    const merged = new Map<string, ColumnOrigin>();
    for (const origin of own) addOrigin(merged, origin);
    for (const { to, way } of steps) {
      for (const origin of this.known.get(keyOf(to))?.values() ?? []) {
        addOrigin(merged, { ...origin, way: weakerOf(origin.way, way) });
      }
    }
    return merged;
  }
}

/** `errors`, or that of a node inside of a subflow. */
export function isErrorPort(port: string): boolean {
  return port === 'errors' || port.endsWith('.errors');
}

function addOrigin(origins: Map<string, ColumnOrigin>, origin: ColumnOrigin): void {
  const key = originKey(origin);
  const known = origins.get(key);
  origins.set(key, known === undefined ? origin : { ...known, way: strongerOf(known.way, origin.way) });
}

/** Of two places the same where they are the same column. */
export function keyOf({ name, port, path }: LineagePlace): string {
  return JSON.stringify([name, port, ...path]);
}

/** Of two origins the same where they are the same field. */
export function originKey({ file, flow, node, path }: ColumnOrigin): string {
  return JSON.stringify([file, flow, node, ...path]);
}

import type { TypedExpression } from '../expressions/expression.ts';
import type { RecordType } from '../types/type.ts';
import { canonicalJson } from './canonical-json.ts';
import type { FlowEdge } from './edges.ts';
import type { PlannedModel, PlanParameter, Stage } from './plan.ts';

type Unsigned = Omit<Stage, 'effects' | 'fingerprint' | 'fingerprintParts'>;

/**
 * Digests that change when the records may change, and not by what changes none: names of nodes and schemas, layout, sizes of
 * batches, patience. Each stage keeps its parts by name (what it does, its code, its model, the parameters it reads, its inputs),
 * so that a change can be explained.
 */
export class Fingerprints {
  private readonly sha256: (text: string) => string;
  private readonly inputs: ReadonlyMap<string, readonly FlowEdge[]>;
  private readonly byStage = new Map<string, string>();

  constructor(sha256: (text: string) => string, edges: readonly FlowEdge[]) {
    this.sha256 = sha256;
    this.inputs = Map.groupBy(edges, ({ to }) => to);
  }

  /**
   * Stages come in the order of the plan, so that those of the inputs are known. The stage is as its own flow has it: parameters by
   * their names there, wherever they stand. `values`: those of that flow.
   */
  ofStage(
    stage: Unsigned,
    digests: Record<string, string> = {},
    values: readonly PlanParameter[] = [],
  ): Pick<Stage, 'fingerprint' | 'fingerprintParts'> {
    const { name, kind } = stage;
    const meaning = meaningOf(stage);
    const parts: Record<string, string> = { text: this.digest(meaning), ...digests };
    const read = parametersIn(meaning);
    // Code may read any of them.
    const used = values.filter((one) => kind === 'task' || read.has(one.name));
    if (used.length > 0) parts.parameters = this.digest(used.map((one) => [one.name, one.value]));
    for (const { from, port, kind, as } of this.inputs.get(name) ?? []) {
      const side = as === undefined ? '' : ` as ${as}`;
      if (kind === 'stream') parts[`input ${from}.${port}${side}`] = this.byStage.get(from) as string;
    }
    const fingerprint = this.digest(Object.values(parts).length === 0 ? {} : withoutNames(parts));
    this.byStage.set(name, fingerprint);
    return { fingerprint, fingerprintParts: parts };
  }

  ofPlan(stages: readonly Stage[]): string {
    return this.digest(stages.map(({ name, fingerprint }) => [name, fingerprint]));
  }

  private digest(value: unknown): string {
    return this.sha256(canonicalJson(value));
  }
}

/** What of a stage decides its records. Files count by their digests, which are parts of their own, wherever they lie. */
function meaningOf(stage: Unsigned): unknown {
  const {
    name: _n,
    batch: _b,
    deployment: _d,
    timeoutMs: _t,
    retry: _r,
    hasErrorPort: _p,
    effects: _e,
    scope: _s,
    retention: _k,
    useCase: _u,
    ...rest
  } = stage as Stage & { scope?: string; retention?: unknown; useCase?: string };
  const meaning = rest.kind === 'infer' ? { ...rest, model: modelByName(rest.model) } : rest;
  return JSON.parse(JSON.stringify(meaning, withoutSchemaName));
}

/** A file is a part of its own, by its digest. */
function modelByName(model: PlannedModel): string | undefined {
  return 'path' in model ? undefined : model.checkpoint;
}

function withoutSchemaName(_key: string, value: unknown): unknown {
  if ((value as { kind?: unknown } | null)?.kind !== 'record') return value;
  const { name: _name, ...type } = value as RecordType;
  return type;
}

/** The names of nodes upstream are for people: renaming one changes no record. */
function withoutNames(parts: Record<string, string>): [string, string][] {
  return Object.entries(parts).map(([part, digest]) => [part.replace(/^input .*\.([^.]+)$/, 'input $1'), digest]);
}

function parametersIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const expression = next as Partial<TypedExpression>;
    if (expression.op === 'parameter' && typeof expression.name === 'string') found.add(expression.name);
    // One by one: a list may have more items than a call takes arguments.
    for (const part of Object.values(next)) waiting.push(part);
  }
  return found;
}

/**
 * Plans written by hand, for tests of the runtime alone: a list of stages in which each says what it reads. Flows that are
 * text go through the planner instead.
 */
import {
  type Edge,
  type Field,
  type Plan,
  type RecordType,
  recordType,
  type ScalarName,
  type Stage,
  scalarType,
  type Type,
  type TypedExpression,
} from '@millrace/grammar';

type Given<Kind extends Stage['kind']> = Omit<Extract<Stage, { kind: Kind }>, keyof typeof common | 'kind'> &
  Partial<Extract<Stage, { kind: Kind }>>;

/** A stage and where its records come from: `clean`, `clean.errors`, several of them, or nothing. */
export interface PlannedStage {
  stage: Stage;
  from?: string | readonly string[];
  after?: string[];
}

const common = {
  onError: 'fail',
  hasErrorPort: false,
  batch: {},
  effects: { reads: [], writes: [], hosts: [], secrets: [] },
  fingerprint: '',
  fingerprintParts: {},
} as const satisfies Partial<Stage>;

export function stage<Kind extends Stage['kind']>(kind: Kind, given: Given<Kind>): Extract<Stage, { kind: Kind }> {
  return { ...common, kind, ...given } as unknown as Extract<Stage, { kind: Kind }>;
}

/** What leaves by an errors port. */
export const errorsSchema: RecordType = recordType([
  field('record', 'json'),
  field('message', 'string'),
  field('node', 'string'),
  field('attempt', 'int32'),
  field('at', 'timestamp'),
  field('line', 'int64', true),
]);

export function planOf(stages: PlannedStage[]): Plan {
  const edges = stages.flatMap(({ stage, from, after = [] }) => [
    ...(from === undefined ? [] : [from].flat().map((one, at) => streamEdge(one, at, stage, stages))),
    ...after.map((earlier) => orderEdge(earlier, stage.name)),
  ]);
  const readErrors = new Set(edges.filter(({ port }) => port === 'errors').map(({ from }) => from));
  return {
    irVersion: 1,
    flow: 'Test',
    source: 'test.flow',
    fingerprint: '',
    parameters: [],
    stages: stages.map(({ stage }) => ({ ...stage, hasErrorPort: readErrors.has(stage.name) })),
    edges,
    outputs: [],
  };
}

function streamEdge(from: string, at: number, to: Stage, stages: PlannedStage[]): Edge {
  const [node, port] = from.split('.') as [string, string | undefined];
  const source = stages.find(({ stage }) => stage.name === node)?.stage;
  const schema = port === 'errors' ? errorsSchema : outputOf(source, port);
  const as = to.kind === 'join' ? (at === 0 ? 'left' : 'right') : namesInputs(to) ? from.replace('.', '_') : undefined;
  return {
    id: `${from}->${to.name}.${at}`,
    from: node,
    port: port ?? 'out',
    to: to.name,
    kind: 'stream',
    schema,
    ...(as && { as }),
  };
}

function namesInputs(stage: Stage): boolean {
  return stage.kind === 'sql' || (stage.kind === 'task' && stage.mode === 'whole');
}

function outputOf(source: Stage | undefined, port: string | undefined): RecordType | undefined {
  return source?.kind === 'route' ? source.ports.find(({ name }) => name === port)?.output : source?.output;
}

function orderEdge(from: string, to: string): Edge {
  return { id: `${from}=>${to}`, from, port: 'out', to, kind: 'order' };
}

export function field(name: string, type: ScalarName | Type, nullable = false): Field {
  return { name, type: typeof type === 'string' ? scalarType(type, nullable) : type };
}

/** `{ id: 'int32', note: 'string?' }` as a schema. */
export function schema(fields: Record<string, ScalarName | `${ScalarName}?` | Type>): RecordType {
  return recordType(
    Object.entries(fields).map(([name, type]) =>
      typeof type === 'string' && type.endsWith('?')
        ? field(name, type.slice(0, -1) as ScalarName, true)
        : field(name, type as ScalarName | Type),
    ),
  );
}

export function column(name: string, type: ScalarName | Type, nullable = false): TypedExpression {
  return { op: 'field', type: field(name, type, nullable).type, path: [name] };
}

export function literal(type: ScalarName, value: string | number | boolean | null): TypedExpression {
  return { op: 'literal', type: scalarType(type), value };
}

export function call(name: string, type: ScalarName, ...parts: TypedExpression[]): TypedExpression {
  return { op: 'call', type: scalarType(type), function: name, arguments: parts };
}

export function csvCall(path: string): { name: string; options: Record<string, string | boolean> } {
  return { name: 'csv', options: { path, delimiter: ',', header: true, quote: '"', nullText: '' } };
}

export function jsonlCall(path: string): { name: string; options: Record<string, string> } {
  return { name: 'jsonl', options: { path } };
}

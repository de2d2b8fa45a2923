/** Expressions as tests write them: text with fields of given types, typed and computed by the real language. */
import {
  type Column,
  columnOf,
  compileExpression,
  createFlowServices,
  type FlowDiagnostic,
  type RecordType,
  recordType,
  type Scalar,
  type Type,
  type TypedExpression,
  typeExpression,
  typeOf,
  valueAt,
} from '@millrace/grammar';
import type { Expression, FilterNode, Flow, FlowFile, Schema, TypeExpression } from '@millrace/grammar/syntax';
import { EmptyFileSystem } from 'langium';
import { exampleSecret } from './example-secrets.ts';

const { flow: services } = createFlowServices({ ...EmptyFileSystem, ports: {} });

function parseFile(text: string): FlowFile {
  const { value, parserErrors, lexerErrors } = services.parser.LangiumParser.parse<FlowFile>(text);
  const [error] = [...lexerErrors, ...parserErrors];
  if (error !== undefined) throw new Error(`${error.message}, in: ${text}`);
  return value;
}

/** `float32[8]?` as the type it names. Schemas have no names here: records are written `{ a: int32 }`. */
export function typeFrom(text: string): Type {
  const schema = parseFile(`schema S { field: ${text} }`).declarations[0] as Schema;
  return typeOf(schema.body.fields[0]?.type as TypeExpression);
}

/** `amount: float64, name: string?` as a record. */
export function recordFrom(text: string): RecordType {
  const type = typeFrom(`{ ${text} }`);
  return type.kind === 'record' ? type : recordType([]);
}

export function parseExpression(text: string): Expression {
  const flow = parseFile(`flow F { filter f(x) where ${text} }`).declarations[0] as Flow;
  return (flow.statements[0] as FilterNode).condition;
}

export interface TextScope {
  /** Fields of the record as `name: type, …`. */
  fields?: string;
  parameters?: Record<string, string>;
}

export interface TypedText {
  typed: TypedExpression | undefined;
  diagnostics: FlowDiagnostic[];
  /** The words that each diagnostic marks. */
  marked: string[];
}

export function typeText(text: string, { fields = '', parameters = {} }: TextScope = {}): TypedText {
  const diagnostics: FlowDiagnostic[] = [];
  const types = Object.entries(parameters).map(([name, type]) => [name, typeFrom(type)] as const);
  const scope = { record: recordFrom(fields), parameters: new Map(types) };
  const typed = typeExpression(parseExpression(text), scope, (diagnostic) => diagnostics.push(diagnostic));
  return { typed, diagnostics, marked: diagnostics.map(markedWords) };
}

function markedWords({ place }: FlowDiagnostic): string {
  const { node, property } = place;
  const value = property === undefined ? undefined : (node as unknown as Record<string, unknown>)[property];
  if (typeof value === 'object' && value !== null && '$cstNode' in value)
    return (value as Expression).$cstNode?.text ?? '';
  return typeof value === 'string' ? value : (node.$cstNode?.text ?? '');
}

export interface Computed {
  values: unknown[];
  /** Message by row. */
  failures: Map<number, string>;
}

/** The expression for each of the records; throws where it has a mistake. */
export function computeText(
  text: string,
  fields: string,
  rows: readonly Record<string, unknown>[],
  parameters: Record<string, { type: string; value: Scalar }> = {},
): Computed {
  const types = Object.fromEntries(Object.entries(parameters).map(([name, { type }]) => [name, type]));
  const { typed, diagnostics } = typeText(text, { fields, parameters: types });
  if (typed === undefined) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  return computeTyped(typed, recordFrom(fields), rows, values);
}

export function computeTyped(
  typed: TypedExpression,
  record: RecordType,
  rows: readonly Record<string, unknown>[],
  parameters: Record<string, Scalar> = {},
): Computed {
  const columns = new Map<string, Column>();
  for (const { name, type } of record.fields)
    columns.set(
      name,
      columnOf(
        type,
        rows.map((row) => row[name]),
      ),
    );
  const failures = new Map<number, string>();
  const fail = (row: number, message: string) => void (failures.has(row) || failures.set(row, message));
  const source = { length: rows.length, column: (name: string) => columns.get(name) as Column };
  // As a plan carries it: through JSON.
  const planned = JSON.parse(JSON.stringify(typed)) as TypedExpression;
  const column = compileExpression(planned, parameters, exampleSecret)(source, { fail });
  const all = rows.map((_, row) => (failures.has(row) ? undefined : valueAt(column, row)));
  return { values: all, failures };
}

/** The value of an expression without fields. */
export function valueOfText(text: string): unknown {
  const { values, failures } = computeText(text, '', [{}]);
  if (failures.size > 0) throw new Error(failures.get(0));
  return values[0];
}

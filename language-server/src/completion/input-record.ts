/**
 * The record that the statement around the cursor sees. Asked of the inputs' analysis first: they are what the person has
 * written above, whole, while the statement itself may be half typed.
 */
import { errorRecord, type Field, type FlowAnalysis, inputsOf, type RecordType, type Type } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';

export function inputRecord(flow: FlowAnalysis | undefined, statement: ast.Node | undefined): RecordType | undefined {
  if (flow === undefined || statement === undefined) return undefined;
  const [input, ...others] = namedInputs(statement);
  const from = input && others.length === 0 ? recordOfInput(flow, input) : undefined;
  return from ?? flow.nodes.get(statement.name)?.scope;
}

/** Of an input as written, from the document's analysis. */
export function recordOfInput(flow: FlowAnalysis, { node, port, subport }: ast.Input): RecordType | undefined {
  if (port === 'errors' || subport === 'errors') return errorRecord;
  const source = flow.nodes.get(node.$refText);
  if (port !== undefined) return source?.ports?.get(port);
  return source?.output ?? flow.streams.get(node.$refText);
}

/** Those that have a name already. */
export function namedInputs(statement: ast.Node): ast.Input[] {
  return inputsOf(statement).filter((input) => input.node !== undefined);
}

/** The type at the end of a path of fields; undefined where an inner one is no record or is not known. */
export function typeAtPath(record: RecordType | undefined, path: readonly string[]): Type | undefined {
  let type: Type | undefined = record;
  for (const name of path)
    type = type?.kind === 'record' ? type.fields.find((field) => field.name === name)?.type : undefined;
  return type;
}

/** The same as a field, with what its declaration says of it. */
export function fieldAtPath(record: RecordType | undefined, path: readonly string[]): Field | undefined {
  const around = typeAtPath(record, path.slice(0, -1));
  return around?.kind === 'record' ? around.fields.find(({ name }) => name === path.at(-1)) : undefined;
}

/** `merchant.category` as ["merchant", "category"]; undefined for anything but a path. */
export function pathOf(expression: ast.Expression | undefined): string[] | undefined {
  if (ast.isReference(expression)) return [expression.name];
  if (!ast.isMember(expression)) return undefined;
  const receiver = pathOf(expression.receiver);
  return receiver && expression.field !== undefined ? [...receiver, expression.field] : receiver;
}

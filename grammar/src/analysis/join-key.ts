/** Whose column one side of `payments.merchant == merchants.id` is: the path starts with one of the two inputs as written. */

import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { incomparableKeys } from '../diagnostics/graph.ts';
import { unknownField } from '../diagnostics/types.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import { fieldInside } from '../expressions/typing/type-name.ts';
import * as ast from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import { mayHave } from '../types/may-have.ts';
import { printName } from '../types/print-type.ts';
import type { RecordType } from '../types/type.ts';

export interface JoinSides {
  node: ast.JoinNode;
  left: RecordType | undefined;
  right: RecordType | undefined;
}

export interface JoinKeySide {
  side: 'left' | 'right';
  expression: TypedExpression;
}

/** undefined where the path is wrong, which is reported, or its side not known. */
export function joinKey(path: ast.Expression, sides: JoinSides, accept: AcceptDiagnostic): JoinKeySide | undefined {
  const parts = partsOf(path);
  if (parts === undefined) return undefined;
  const names = parts.map(({ name }) => name);
  const { node } = sides;
  const side = startsWith(names, node.left) ? 'left' : startsWith(names, node.right) ? 'right' : undefined;
  if (side === undefined) {
    if (node.left?.node?.ref === undefined || node.right?.node?.ref === undefined) return undefined;
    const [left, right] = [node.left, node.right].map((input) => `${inputPath(input).join('.')}.`);
    const meant = prefixed(names, sides);
    accept(incomparableKeys({ node: path }, `a column here starts with ${left} or ${right}`, meant));
    return undefined;
  }
  const column = parts.slice(inputPath(node[side]).length);
  const record = sides[side];
  const expression = record && columnAt(record, column, accept);
  return expression && expression.type.kind !== 'unknown' ? { side, expression } : undefined;
}

/** The path with an input in front that has such a column. */
function prefixed(names: string[], { node, left, right }: JoinSides): string[] {
  const has = (record: RecordType | undefined) => fieldNamed(record, names[0]) !== undefined;
  const inputs = [has(left) ? node.left : undefined, has(right) ? node.right : undefined];
  return inputs
    .filter((input) => input !== undefined)
    .map((input) => [...inputPath(input), ...names].map(printName).join('.'));
}

interface Part {
  name: string;
  node: ast.Expression;
}

function partsOf(path: ast.Expression | undefined): Part[] | undefined {
  if (ast.isReference(path)) return path.name ? [{ name: path.name, node: path }] : undefined;
  if (!ast.isMember(path) || !path.field) return undefined;
  const receiver = partsOf(path.receiver);
  return receiver && [...receiver, { name: path.field, node: path }];
}

function inputPath(input: ast.Input | undefined): string[] {
  return [input?.node?.$refText, input?.port, input?.subport].filter((one) => one !== undefined);
}

function startsWith(names: string[], input: ast.Input | undefined): boolean {
  const path = inputPath(input);
  return path.length > 0 && path.length < names.length && path.every((name, index) => names[index] === name);
}

function columnAt(
  record: RecordType,
  [first, ...inner]: Part[],
  accept: AcceptDiagnostic,
): TypedExpression | undefined {
  const column = first && columnOf(record, first, accept);
  return inner.reduce<TypedExpression | undefined>(
    (receiver, { node }) =>
      receiver && receiver.type.kind !== 'unknown' && ast.isMember(node)
        ? fieldInside(receiver, node, accept)
        : undefined,
    column,
  );
}

/** Its type may be unknown. */
function columnOf(record: RecordType, { name, node }: Part, accept: AcceptDiagnostic): TypedExpression | undefined {
  const field = fieldNamed(record, name);
  if (field !== undefined) return { op: 'field', type: field.type, path: [name] };
  const place = ast.isMember(node) ? { node, property: 'field' } : { node };
  const names = record.fields.map((one) => one.name);
  if (!mayHave(record, name)) accept(unknownField(place, name, names, 'field'));
  return undefined;
}

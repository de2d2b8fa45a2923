/**
 * A filter goes in front of the select that it reads: fewer records are computed. Only where nothing that the select computes can make a
 * record bad, since those that are left out now would have been told, and where its columns have the types that they had.
 */
import type { NodeAnalysis, SelectColumn, TypedExpression } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { flowAround } from '../cursor/flow-around.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { replacePlace, spanOf, textAround, textOf } from '../fixes/editing/spans.ts';
import { freeName } from '../fixes/editing/statements.ts';
import { substitutionOf } from './inline-select.ts';
import type { Refactoring } from './refactoring.ts';
import { onlyReader } from './single-use.ts';
import { substituted } from './substitute-columns.ts';

export const filterFirst: Refactoring = ({ node, services }) => {
  const around = node && flowAround(node);
  const filter = around?.node?.node;
  const select = ast.isFilterNode(filter) ? filter.input?.node?.ref : undefined;
  if (!ast.isFilterNode(filter) || !ast.isSelectNode(select) || filter.input.port !== undefined) return [];
  if (filter.properties !== undefined || select.properties !== undefined) return [];
  const known = around?.flow.nodes.get(select.name);
  if (onlyReader(select, services)?.node !== filter || known?.node !== select || !isUnmoved(known)) return [];
  const edits = swapped(select, filter, around?.flow.flow);
  if (edits === undefined) return [];
  return [{ title: `Filter in front of "${select.name}"`, kind: CodeActionKind.RefactorRewrite, edits: () => edits }];
};

/** Whether each column is there, of the same type, whatever records are left out before. */
function isUnmoved({ columns, input }: NodeAnalysis): boolean {
  const expressions = columns?.map(({ expression }) => expression);
  if (input === undefined || expressions === undefined) return false;
  const areSame = areCopies(columns ?? []) || !expressions.some((one) => one !== undefined && readsNull(one));
  return areSame && expressions.every((one) => one !== undefined && neverFails(one));
}

/** A condition rules out nulls of a column; of what is computed from it, or of a second copy, it rules out none. */
function areCopies(columns: readonly SelectColumn[]): boolean {
  const heads = columns.map(({ expression }) => (expression?.op === 'field' ? expression.path[0] : undefined));
  return !heads.includes(undefined) && new Set(heads).size === heads.length;
}

function readsNull(expression: TypedExpression): boolean {
  if (expression.op === 'field') return expression.type.kind === 'unknown' || expression.type.nullable;
  return partsOf(expression).some(readsNull);
}

const sureFunctions: ReadonlySet<string> = new Set([
  ...['equal', 'notEqual', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual', 'in', 'between', 'list'],
  ...['and', 'or', 'not', 'isNull', 'isNotNull', 'coalesce'],
]);
const sureOfFloats: ReadonlySet<string> = new Set(['add', 'subtract', 'multiply', 'negate']);

/** Sound, not complete: whole numbers overflow, and of a function nothing says that it takes every value. */
function neverFails(expression: TypedExpression): boolean {
  if (expression.op === 'secret') return false;
  if (expression.op === 'call' && !isSure(expression)) return false;
  return partsOf(expression).every(neverFails);
}

function isSure({ function: name, type }: Extract<TypedExpression, { op: 'call' }>): boolean {
  const isFloat = type.kind === 'scalar' && (type.name === 'float64' || type.name === 'float32');
  return sureFunctions.has(name) || (isFloat && sureOfFloats.has(name));
}

function partsOf(expression: TypedExpression): readonly TypedExpression[] {
  if (expression.op === 'call') return expression.arguments;
  return expression.op === 'if' ? [expression.condition, expression.whenTrue, expression.whenFalse] : [];
}

/** Each statement in the place of the other, so that comments and readers stay where they are. */
function swapped(select: ast.SelectNode, filter: ast.FilterNode, flow: ast.Flow | undefined): TextEdit[] | undefined {
  const substitution = substitutionOf(select, filter);
  const inside = substitution && substituted(filter.condition, substitution);
  if (flow === undefined || inside === undefined) return undefined;
  const text = textAround(select);
  const name = writtenName(freeName(flow, `${filter.name}Input`));
  const items = text.getText().slice(spanOf({ node: select.input }).end, spanOf({ node: select }).end);
  const first = `filter ${name}(${textOf({ node: select.input })}) where ${textAfter(filter.condition, inside)}`;
  return [
    replacePlace({ node: select }, first),
    replacePlace({ node: filter }, `select ${writtenName(filter.name)}(${name}${items}`),
  ];
}

function textAfter(expression: ast.Expression, edits: TextEdit[]): string {
  const text = textAround(expression);
  const { offset, end } = spanOf({ node: expression });
  const after = TextDocument.applyEdits(text, edits);
  return after.slice(offset, end + after.length - text.getText().length);
}

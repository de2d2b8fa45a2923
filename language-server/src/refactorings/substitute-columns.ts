/**
 * The expressions of a node over the record that a select below it is made of: each name of a column becomes what the select computes. What
 * cannot be written so (a field inside of what is no path, a literal that would get another type, a parameter that a column would
 * hide) makes it impossible.
 */
import { type NodeAnalysis, namedParameter, type SelectColumn, type TypedExpression } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { replacePlace, textOf } from '../fixes/editing/spans.ts';
import { bracketed } from './parentheses.ts';

export interface Substitution {
  /** The columns of the select, by name. */
  columns: ReadonlyMap<string, SelectColumn>;
  /** Of the record that the select reads. */
  fields: ReadonlySet<string>;
  reader: NodeAnalysis;
}

/** undefined where one cannot be replaced. */
export function substituted(expression: ast.Expression, substitution: Substitution): TextEdit[] | undefined {
  const names = AstUtils.streamAst(expression).filter(ast.isReference).toArray();
  const edits = names.map((name) => replacement(name, substitution));
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

function replacement(name: ast.Reference, { columns, fields, reader }: Substitution): TextEdit[] | undefined {
  if (namedParameter(name, reader) !== undefined) return fields.has(name.name) ? undefined : [];
  const column = columns.get(name.name);
  if (column?.expression === undefined) return undefined;
  const text = columnText(column, name);
  return text === undefined ? undefined : [replacePlace({ node: name }, text)];
}

/** As it stands in the place of a name; undefined where it cannot. */
export function columnText({ item, expression }: SelectColumn, place?: ast.Reference): string | undefined {
  if (expression?.op === 'field') return pathText(expression);
  const value = ast.isFieldItem(item) ? item.value : undefined;
  if (value === undefined || expression === undefined) return undefined;
  const isInside = place !== undefined && isPartOfMore(place);
  if (isInside && (expression.op === 'literal' || ast.isMember(place.$container))) return undefined;
  // What a condition rules out is known of columns, and not of what is computed.
  if (isInside && expression.type.kind !== 'unknown' && expression.type.nullable) return undefined;
  return place === undefined ? textOf({ node: value }) : bracketed(textOf({ node: value }), value, place);
}

function isPartOfMore({ $container: around }: ast.Reference): boolean {
  return !ast.isFieldItem(around);
}

export function pathText({ path }: Extract<TypedExpression, { op: 'field' }>): string {
  return path.map(writtenName).join('.');
}

/**
 * The values of a flow's parameters in the place of their names. A number that is written out keeps the type of its parameter. undefined
 * where a value is computed and a property wants a plain one, or a column has a name that the value means something else by.
 */
import { analyzeFlow, type NodeAnalysis, namedParameter, nodesOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { writtenName } from '../../fixes/editing/names.ts';
import { replacePlace, textOf } from '../../fixes/editing/spans.ts';
import { bracketed } from '../parentheses.ts';

export function parameterEdits(use: ast.UseNode, flow: ast.Flow): TextEdit[] | undefined {
  const { nodes } = analyzeFlow(flow);
  const edits = nodesOf(flow).flatMap((node) => {
    const known = nodes.get(node.name);
    const parts = AstUtils.streamAst(node).filter((part) => ast.isReference(part) || ast.isFieldItem(part));
    // A stream of Langium's leaves undefined out when it becomes an array.
    return parts.toArray().map((part) => editAt(part, known, use));
  });
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

/** Empty for what is no parameter. */
function editAt(
  part: ast.Reference | ast.FieldItem,
  known: NodeAnalysis | undefined,
  use: ast.UseNode,
): TextEdit[] | undefined {
  const parameter = namedParameter(part, known);
  if (parameter === undefined) return [];
  const value = use.run.arguments.find(({ name }) => name === parameter.name)?.value ?? parameter.default;
  if (value === undefined || known === undefined || isHidden(value, known)) return undefined;
  const isPlain = ast.isLiteral(value) || ast.isReference(value) || ast.isUnary(value);
  if (isInProperty(part))
    return isPlain && ast.isReference(part) ? [replacePlace({ node: part }, textOf({ node: value }))] : undefined;
  const text = typedText(value, parameter);
  if (ast.isFieldItem(part)) return [replacePlace({ node: part }, `${writtenName(part.name)}: ${text}`)];
  return [replacePlace({ node: part }, bracketed(text, value, part))];
}

/** A column of that name would be meant. */
function isHidden(value: ast.Expression, { scope }: NodeAnalysis): boolean {
  const names = AstUtils.streamAst(value)
    .filter(ast.isReference)
    .map(({ name }) => name)
    .toArray();
  return scope?.fields.some(({ name }) => names.includes(name)) ?? false;
}

function isInProperty(part: ast.Reference | ast.FieldItem): boolean {
  if (AstUtils.getContainerOfType(part, ast.isSource) !== undefined) return true;
  const property = AstUtils.getContainerOfType(part, ast.isProperty);
  return property !== undefined && AstUtils.getContainerOfType(property, ast.isPropertyBlock) !== undefined;
}

/** `1` alone would be a whole number. */
function typedText(value: ast.Expression, { type }: ast.Parameter): string {
  const text = textOf({ node: value });
  const name = ast.isScalarReference(type?.base) ? type.base.name : undefined;
  const isNumber = ast.isNumberLiteral(value) || (ast.isUnary(value) && ast.isNumberLiteral(value.operand));
  if (!isNumber || name === undefined) return text;
  if (name === 'float64') return /[.e]/i.test(text) ? text : `${text}.0`;
  return `${name}(${text})`;
}

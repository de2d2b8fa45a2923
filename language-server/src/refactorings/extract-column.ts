/**
 * An expression of a select or an aggregate becomes a column of a select in front of it, and every place where the node computes
 * the same names the column. Not for what is computed for some records only, or of columns that a condition knows more of.
 */
import { aggregateNamed, analyzeFlow, type NodeAnalysis, typeExpression } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { replacePlace, type Span, spanOf, textAround } from '../fixes/editing/spans.ts';
import { nodeAround, putBefore } from '../fixes/editing/statements.ts';
import { camelCase, freshName } from './fresh-names.ts';
import { withoutBrackets } from './parentheses.ts';
import type { Refactoring } from './refactoring.ts';

export const extractColumn: Refactoring = ({ node, span }) => {
  const expression = span.end > span.offset ? selectedExpression(node, span) : undefined;
  const reader = expression && nodeAround(expression);
  if (expression === undefined || !(ast.isSelectNode(reader) || ast.isAggregateNode(reader))) return [];
  const known = analysisOf(reader);
  if (known === undefined || !isColumn(expression, reader, known)) return [];
  return [
    {
      title: 'Extract to a column',
      kind: CodeActionKind.RefactorExtract,
      edits: () => editsFor(expression, reader, known),
    },
  ];
};

type Reader = ast.SelectNode | ast.AggregateNode;

/** The expression that is all of what is selected. */
function selectedExpression(node: AstNode | undefined, { offset, end }: Span): ast.Expression | undefined {
  for (let at = node; at !== undefined; at = at.$container) {
    if (!ast.isExpression(at) || at.$cstNode === undefined) continue;
    const span = spanOf({ node: at });
    if (span.offset > offset || span.end < end) continue;
    const chosen = textAround(at).getText().slice(offset, end);
    if ((span.offset === offset && span.end === end) || chosen === withoutBrackets(at)) return at;
  }
  return undefined;
}

function analysisOf(node: ast.Node): NodeAnalysis | undefined {
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  const known = flow && analyzeFlow(flow).nodes.get(node.name);
  return known?.node === node ? known : undefined;
}

function isColumn(expression: ast.Expression, reader: Reader, { input, columns }: NodeAnalysis): boolean {
  // A record that is bad in front of it ends the run, whatever it says of its own.
  if (reader.properties !== undefined) return false;
  const isStar = ast.isSelectNode(reader) && reader.items.some(ast.isAllItem);
  if (isStar || input === undefined || columns === undefined || isPlain(expression)) return false;
  if (isInCondition(expression) || hasAggregate(expression)) return false;
  let isRight = true;
  const flow = AstUtils.getContainerOfType(reader, ast.isFlow);
  const parameters = flow === undefined ? new Map() : analyzeFlow(flow).parameters;
  const typed = typeExpression(expression, { record: input, parameters }, () => {
    isRight = false;
  });
  return isRight && typed !== undefined && typed.op !== 'literal' && typed.type.kind !== 'unknown';
}

/** Nothing is computed. */
function isPlain(expression: ast.Expression): boolean {
  return (
    ast.isReference(expression) ||
    ast.isMember(expression) ||
    ast.isLiteral(expression) ||
    ast.isListLiteral(expression)
  );
}

/** Then it is computed for some records only. */
function isInCondition(expression: ast.Expression): boolean {
  for (let at: AstNode | undefined = expression.$container; ast.isExpression(at); at = at.$container)
    if (ast.isConditional(at) || (ast.isBinary(at) && ['and', 'or', '??'].includes(at.operator))) return true;
  return AstUtils.streamAst(expression).some((part) => ast.isCall(part) && part.function === 'secret');
}

function hasAggregate(expression: ast.Expression): boolean {
  return AstUtils.streamAst(expression).some((part) => ast.isCall(part) && aggregateNamed(part.function) !== undefined);
}

function editsFor(expression: ast.Expression, reader: Reader, { input }: NodeAnalysis): TextEdit[] {
  const taken = new Set(input?.fields.map(({ name }) => name));
  const flow = AstUtils.getContainerOfType(reader, ast.isFlow);
  for (const { name } of flow?.parameters ?? []) taken.add(name);
  const name = writtenName(freshName(nameFor(expression), taken));
  const text = withoutBrackets(expression);
  const same = AstUtils.streamAst(reader)
    .filter((one) => isSame(one, expression))
    .toArray();
  return [
    ...putBefore(
      reader.input,
      `${reader.name}Input`,
      (node, source) => `select ${node}(${source}) { *, ${name}: ${text} }`,
    ),
    ...same.map((one) => replacePlace({ node: one }, name)),
  ];
}

/** Of its function and what it names: `lnAmount`. */
function nameFor(expression: ast.Expression): string {
  const words = AstUtils.streamAst(expression).flatMap((part) => {
    if (ast.isCall(part)) return [part.function];
    return ast.isReference(part) ? [part.name] : [];
  });
  return camelCase(words.limit(3).toArray().join(' ') || 'value');
}

function isSame(one: AstNode, expression: ast.Expression): one is ast.Expression {
  return (
    ast.isExpression(one) &&
    one.$type === expression.$type &&
    !isInCondition(one) &&
    wordsOf(one) === wordsOf(expression)
  );
}

/** White space means nothing. */
function wordsOf(expression: ast.Expression): string {
  return withoutBrackets(expression).replace(/\s+/g, ' ');
}

/** Whole statements: where one begins with the comments that belong to it, taken away, and put before another one. */
import { streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { wholeLine } from './lists.ts';
import { writtenName } from './names.ts';
import { indentAt, insert, lineEnd, replace, replacePlace, type Span, spanOf, textAround, textOf } from './spans.ts';

/** With the comments directly above it. */
export function statementSpan(statement: AstNode): Span {
  const { offset, end } = spanOf({ node: statement });
  const text = textAround(statement).getText();
  for (let start = offset; ; ) {
    const above = commentAbove(text, start);
    if (above === undefined) return { offset: start, end };
    start = above;
  }
}

/** Where the comment begins that ends on the line above; undefined where there is something else. */
function commentAbove(text: string, offset: number): number | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  if (line === 0 || text.slice(line, offset).trim() !== '') return undefined;
  const end = text.slice(0, line).trimEnd().length;
  const isNext = text.slice(end, line).split('\n').length === 2;
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const start = text.endsWith('*/', end) ? text.lastIndexOf('/*', end) : firstWord(text, lineStart);
  const isComment = text.startsWith('//', start) || (start >= 0 && text.endsWith('*/', end));
  return isNext && isComment && text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === ''
    ? start
    : undefined;
}

function firstWord(text: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}

export function removeStatement(statement: AstNode): TextEdit {
  const text = textAround(statement);
  const span = statementSpan(statement);
  return replace(text, wholeLine(text.getText(), span) ?? span, '');
}

/** The statement of a flow that a place is in. */
export function nodeAround(place: AstNode): ast.Node | undefined {
  return AstUtils.getContainerOfType(place, ast.isNode);
}

/** A name that nothing in the flow has yet. */
export function freeName(flow: ast.Flow, wanted: string): string {
  const taken = new Set([...streamsOf(flow).map(({ name }) => name), ...flow.parameters.map(({ name }) => name)]);
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (!taken.has(name)) return name;
  }
}

/** Where a statement is put before this one, and what stands between them then. */
export function statementIndent(statement: AstNode): { offset: number; indent: string } {
  const text = textAround(statement);
  const { offset } = statementSpan(statement);
  return { offset, indent: lineEnd(text) + indentAt(text, offset) };
}

/** A new node between a source and what reads it there; `statement` is how it is written, given both names. */
export function putBefore(
  input: ast.Input | ast.Argument,
  wanted: string,
  statement: (name: string, source: string) => string,
): TextEdit[] {
  const flow = AstUtils.getContainerOfType(input, ast.isFlow);
  const reader = nodeAround(input);
  if (flow === undefined || reader === undefined) return [];
  const text = textAround(input);
  const name = writtenName(freeName(flow, wanted));
  const place = ast.isArgument(input) ? { node: input, property: 'value' } : { node: input };
  const { offset, indent } = statementIndent(reader);
  return [insert(text, offset, statement(name, textOf(place)) + indent), replacePlace(place, name)];
}

/**
 * What the cursor stands in, whatever state the text is in: the statement around it is cut out, a placeholder is put where
 * the cursor's word is, what is open gets closed, and the small text that results is parsed. The placeholder's place in that
 * tree says which kind of word belongs here. Costs a parse of one statement, and where its text has a mistake a lexer pass over what
 * stands around it.
 */
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, CstUtils, GrammarUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { closersOf } from './closers.ts';
import type { StatementAt } from './statement-at.ts';
import { statementInTree } from './statement-in-tree.ts';
import { statementInWords } from './statement-in-words.ts';
import { type TextAt, textAt } from './text-at.ts';

export interface CursorContext {
  document: LangiumDocument<ast.FlowFile>;
  offset: number;
  text: Exclude<TextAt, { kind: 'comment' }>;
  /** What stands between the start of the word or string and the cursor. */
  typed: string;
  statement: StatementAt;
  /** The statement's text before the word, with the header of a flow around a node. */
  before: string;
  /** The placeholder's node in the tree of the cut-out text (unlinked), and the property it is the value of. */
  place: { node: AstNode; property: string } | undefined;
}

const placeholder = '__cursor__';

/** Stands before a node that is cut out of its flow. */
export const flowOpening = 'flow f {\n';

export function cursorContext(
  services: LangiumServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): CursorContext | undefined {
  const source = document.textDocument.getText();
  const text = textAt(source, offset);
  if (text.kind === 'comment') return undefined;
  const start = text.kind === 'string' ? text.start - 1 : text.start;
  const around = statementInTree(document, start, offset) ?? statementInWords(services, document, start, offset);
  if (around.isInComment && text.kind === 'word') return undefined;
  const { statement } = around;
  const before = textBefore(source, statement, start);
  return {
    document,
    offset,
    text,
    typed: source.slice(text.start, offset),
    statement,
    before,
    place: placeOf(services, before, text.kind === 'string' ? `"${placeholder}"` : placeholder, source.slice(text.end)),
  };
}

function textBefore(source: string, statement: StatementAt, end: number): string {
  if (statement.start === undefined) return '';
  return (statement.isNode ? flowOpening : '') + source.slice(statement.start, end);
}

export interface ParsedWord {
  leaf: LeafCstNode;
  /** Syntax errors in the text before the word. */
  mistakesBefore: number;
}

/** What a word at the end of `before` becomes when it is parsed there; undefined where it does not fit. */
export function leafAfter(
  services: LangiumServices,
  before: string,
  word: string,
  after: string,
): ParsedWord | undefined {
  const { value, parserErrors } = services.parser.LangiumParser.parse(`${before}${word} ${after}`);
  if (parserErrors.some((problem) => problem.token.startOffset === before.length)) return undefined;
  const leaf = value.$cstNode && CstUtils.findLeafNodeAtOffset(value.$cstNode, before.length);
  if (leaf?.offset !== before.length) return undefined;
  return { leaf, mistakesBefore: parserErrors.filter(({ token }) => isWithin(token.startOffset, before)).length };
}

/** What the end of the text lacks has no place in it. */
function isWithin(offset: number, text: string): boolean {
  return offset >= 0 && offset < text.length;
}

function placeOf(services: LangiumServices, before: string, word: string, after: string): CursorContext['place'] {
  const rest = /^\s*import\b/.test(before) ? restOfImport(after) : closersOf(before);
  // Behind `between` the parser looks for the `and` before it takes anything.
  const found = leafAfter(services, before, word, rest) ?? leafAfter(services, before, word, `and x ${rest}`);
  const property = found && GrammarUtils.findAssignment(found.leaf)?.feature;
  return found && property !== undefined ? { node: found.leaf.astNode, property } : undefined;
}

/** What may be imported is known only from the path, which follows the names. */
function restOfImport(after: string): string {
  return /^[^"}]*\}\s*from\s*"[^"\r\n]*"/.exec(after)?.[0] ?? '';
}

/** The node statement of the cut-out text around the placeholder. */
export function statementOf(node: AstNode): ast.Node | undefined {
  return AstUtils.getContainerOfType(node, ast.isNode);
}

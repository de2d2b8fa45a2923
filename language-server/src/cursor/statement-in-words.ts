/** The statement around an offset, out of the words of a text with mistakes: of those around it where the tree says which, else of all. */
import { type WordsAround, wordsAround } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument, LexerResult } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { statementAt } from './statement-at.ts';
import type { StatementInTree } from './statement-in-tree.ts';

/** Of any text. */
export function statementInWords(
  services: LangiumServices,
  document: LangiumDocument<ast.FlowFile>,
  start: number,
  offset: number,
): StatementInTree {
  return (
    statementInSomeWords(services, document, start, offset) ?? statementInAllWords(services, document, start, offset)
  );
}

function statementInAllWords(
  { parser }: LangiumServices,
  { textDocument }: LangiumDocument,
  start: number,
  offset: number,
): StatementInTree {
  return statementIn(parser.Lexer.tokenize(textDocument.getText()), start, offset);
}

/** A long text is not read as a whole with every key of a statement that is being typed. */
function statementInSomeWords(
  { parser }: LangiumServices,
  document: LangiumDocument<ast.FlowFile>,
  start: number,
  offset: number,
): StatementInTree | undefined {
  const around = linesAround(document, { start, end: offset });
  if (around === undefined) return undefined;
  const text = document.textDocument.getText();
  const head = `${text.slice(around.head.start, around.head.end)}${'group "" {'.repeat(around.groups)}\n`;
  const moved = around.start - head.length;
  const words = parser.Lexer.tokenize(head + text.slice(around.start, around.end));
  const { statement, isInComment } = statementIn(words, start - moved, offset - moved);
  const at = statement.start;
  return { statement: { ...statement, start: at === 0 ? around.head.start : at && at + moved }, isInComment };
}

/** Whole lines: words look at the column in which they stand, and whether they begin their line. */
export function linesAround(
  { parseResult, textDocument }: LangiumDocument<ast.FlowFile>,
  place: { start: number; end: number },
): WordsAround | undefined {
  const text = textDocument.getText();
  if (parseResult.value.$cstNode?.root.fullText !== text) return undefined;
  const around = wordsAround(parseResult, place);
  const start = text.lastIndexOf('\n', (around?.start ?? 0) - 1) + 1;
  return around && text.slice(start, around.start).trim() === '' ? { ...around, start } : undefined;
}

function statementIn({ tokens, hidden }: LexerResult, start: number, offset: number): StatementInTree {
  const isInComment = hidden.some(
    ({ image, startOffset, endOffset = 0 }) => image.startsWith('/*') && startOffset < offset && endOffset >= offset,
  );
  return { statement: statementAt(tokens.slice(0, countBefore(tokens, start))), isInComment };
}

/** Words that end before the offset, or at it. */
function countBefore(tokens: LexerResult['tokens'], offset: number): number {
  const next = tokens.findIndex(({ startOffset, endOffset = startOffset }) => endOffset >= offset);
  return next < 0 ? tokens.length : next;
}

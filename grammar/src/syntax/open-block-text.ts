/**
 * A text between `"""` that is not closed. The lexer reads an empty text and a quote, and what was to be a query as words of the
 * language; instead it ends before the bracket that closes what is around it, or before the next statement. There is one in a file
 * at most: a second `"""` would close it.
 */
import type { LexerResult } from 'langium';
import { closerOf, closing } from './bracket-pairs.ts';
import { goesOnAsNode, startsDeclaration, startsLine } from './statement-starts.ts';

type Token = LexerResult['tokens'][number];

const quotes = '"""';

/** With the text as one token of `type`, and one mistake for it in the place of those in it. */
export function closeBlockText(read: LexerResult, text: string, type: Token['tokenType'] | undefined): LexerResult {
  const error = read.errors.find(({ offset }) => text.startsWith(quotes, offset - 2));
  const opening =
    error && read.tokens.findIndex(({ startOffset, image }) => startOffset === error.offset - 2 && image === '""');
  const start = opening === undefined ? undefined : read.tokens[opening];
  if (error === undefined || start === undefined || type === undefined) return read;
  const end = endOf(read.tokens, (opening as number) + 1);
  const from = start.startOffset;
  const inside = text.slice(from, read.tokens[end]?.startOffset).trimEnd();
  const isInside = ({ offset }: { offset: number }) => offset >= from && offset < from + inside.length;
  return {
    ...read,
    tokens: [...read.tokens.slice(0, opening), blockText(start, inside, type), ...read.tokens.slice(end)],
    errors: [
      ...read.errors.filter((one) => !isInside(one)),
      { ...error, offset: from, column: start.startColumn, length: quotes.length, message: openBlockMessage },
    ],
  };
}

/** As the lexer says it of one quote. */
export const openBlockMessage = `unexpected character: ->${quotes}<-`;

/** The first token behind the text, whose first is at `start`. */
function endOf(tokens: readonly Token[], start: number): number {
  const open: string[] = [];
  for (let index = start; index < tokens.length; index++) {
    const { image } = tokens[index] as Token;
    const closer = closerOf(image);
    if (closer !== undefined) open.push(closer);
    else if (closing.has(image) && open.pop() !== image) return index;
    if (startsDeclaration(tokens, index) || (startsLine(tokens, index) && isNodeOfFlow(tokens, index))) return index;
  }
  return tokens.length;
}

/** Not `select count(*) from`, nor `union all (`, of the query. */
function isNodeOfFlow(tokens: readonly Token[], index: number): boolean {
  if (!goesOnAsNode(tokens, index)) return false;
  const [word, name] = [tokens[index], tokens[index + 1]];
  if (word?.image === 'union') return name?.image.toLowerCase() !== 'all';
  if (word?.image !== 'select') return true;
  const line = tokens.slice(index, index + 16).filter(({ startLine }) => startLine === word.startLine);
  return line.some(({ image }) => image === '{');
}

function blockText(start: Token, inside: string, tokenType: Token['tokenType']): Token {
  const lines = inside.split(/\r\n|\r|\n/);
  const before = lines.length === 1 ? (start.startColumn ?? 1) - 1 : 0;
  return {
    ...start,
    image: inside,
    endOffset: start.startOffset + inside.length - 1,
    endLine: (start.startLine ?? 1) + lines.length - 1,
    endColumn: before + (lines.at(-1)?.length ?? 0),
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx as number,
  };
}

/**
 * A text whose closing quote is missing ends with its line, or before the bracket or comma that parts it from the rest. The lexer
 * gives no token for it; without one the parser would miss a text there, and read the words in it as words of the language.
 */
import type { LexerResult } from 'langium';
import { openBlockMessage } from './open-block-text.ts';

type Token = LexerResult['tokens'][number];
type LexerError = LexerResult['errors'][number];

export function isOpenText(error: LexerError): boolean {
  return isOpenLine(error) || error.message === openBlockMessage;
}

function isOpenLine({ message }: LexerError): boolean {
  return message.startsWith('unexpected character: ->"<-');
}

/** The tokens with one for each text that is not closed; `type` is that of a text. */
export function closeTexts(
  { tokens, errors }: LexerResult,
  text: string,
  type: Token['tokenType'] | undefined,
): Token[] {
  const open = errors.filter(isOpenLine);
  if (open.length === 0 || type === undefined) return tokens;
  const closed: Token[] = [];
  const texts = open.map((error) => openText(error, text, type));
  let [next, end] = [0, -1];
  const closeUpTo = (offset: number) => {
    for (let one = texts[next]; one !== undefined && one.startOffset < offset; one = texts[++next]) {
      if (one.startOffset <= end) continue;
      closed.push(one);
      end = one.endOffset as number;
    }
  };
  for (const token of tokens) {
    closeUpTo(token.startOffset);
    if (token.startOffset > end) closed.push(token);
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return closed;
}

/** Longer than a path or a title is; what an open text is read to. */
const lengthMax = 1000;

function openText({ offset, line = 1, column = 1 }: LexerError, text: string, tokenType: Token['tokenType']): Token {
  const inside = /^[^){\]},\r\n]*/.exec(text.slice(offset + 1, offset + lengthMax))?.[0].trimEnd() ?? '';
  const last = inside.length;
  return {
    image: `"${inside.replaceAll('\\', '')}"`,
    startOffset: offset,
    endOffset: offset + last,
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: column + last,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx as number,
  };
}

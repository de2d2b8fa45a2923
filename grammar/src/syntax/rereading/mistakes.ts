/** The mistakes of a part that was read by itself: where they stand, and where they stand in the whole text. */
import { CstUtils, type ParseResult } from 'langium';

type LexerError = ParseResult['lexerErrors'][number];
type ParserError = ParseResult['parserErrors'][number];
type Token = ParserError['token'];

export interface Mistakes {
  lexerErrors: LexerError[];
  parserErrors: ParserError[];
}

export function hasMistakes({ lexerErrors, parserErrors }: Mistakes): boolean {
  return lexerErrors.length + parserErrors.length > 0;
}

export interface Span {
  start: number;
  end: number;
  /** Where the last word begins at which one was noticed. */
  noticed: number;
}

/** All words that they have to do with, without mistakes an empty span that lies in every other; undefined where one was noticed at the end. */
export function spanOf({ lexerErrors, parserErrors }: Mistakes): Span | undefined {
  const span: Span = { start: Number.POSITIVE_INFINITY, end: 0, noticed: 0 };
  const include = (start: number, end: number) => {
    span.start = Math.min(span.start, start);
    span.end = Math.max(span.end, end);
  };
  for (const { offset, length } of lexerErrors) include(offset, offset + length);
  for (const error of parserErrors) {
    if (!isPlaced(error.token)) return undefined;
    include(error.token.startOffset, 0);
    span.noticed = Math.max(span.noticed, error.token.startOffset);
    for (const { startOffset, endOffset = startOffset } of [...error.resyncedTokens, previousOf(error)].filter(
      isPlaced,
    ))
      include(startOffset, endOffset + 1);
  }
  return span;
}

/** Of mistakes and a place together. */
export function spanWith(mistakes: Mistakes, { start, end }: Pick<Span, 'start' | 'end'>): Span | undefined {
  const span = spanOf(mistakes);
  return span && { ...span, start: Math.min(start, span.start), end: Math.max(end, span.end) };
}

function isPlaced(token: Token | undefined): token is Token {
  return token !== undefined && CstUtils.isValidTokenRange(token);
}

/** Of a text that begins so much further down in another one, and in the same column. */
export function moveMistakes({ lexerErrors, parserErrors }: Mistakes, offset: number, lines: number): Mistakes {
  const moved = new Map<Token, Token>();
  const move = (token: Token): Token => {
    const known = moved.get(token) ?? moveToken(token, offset, lines);
    moved.set(token, known);
    return known;
  };
  for (const error of parserErrors) {
    const previous = previousOf(error);
    error.token = move(error.token);
    error.resyncedTokens = error.resyncedTokens.map(move);
    if (previous !== undefined) (error as { previousToken?: Token }).previousToken = move(previous);
  }
  return {
    lexerErrors: lexerErrors.map((error) => moveLexerError(error, offset, lines)),
    parserErrors,
  };
}

/** The library's own messages say the offset, too. */
function moveLexerError(error: LexerError, offset: number, lines: number): LexerError {
  const message = error.message.replace(/at offset: \d+/, () => `at offset: ${error.offset + offset}`);
  return { ...error, message, offset: error.offset + offset, line: error.line && error.line + lines };
}

function previousOf(error: ParserError): Token | undefined {
  return (error as { previousToken?: Token }).previousToken;
}

/** A copy: the lexer may remember the tokens of a long text. */
function moveToken(token: Token, offset: number, lines: number): Token {
  if (!CstUtils.isValidTokenRange(token)) return token;
  const { startOffset, endOffset = startOffset, startLine = 0, endLine = startLine } = token;
  return {
    ...token,
    startOffset: startOffset + offset,
    endOffset: endOffset + offset,
    startLine: startLine + lines,
    endLine: endLine + lines,
  };
}

/**
 * Which of the mistakes that lexer and parser find are mistakes of their own. The lexer counts brackets and the parser follows the
 * rules, so one bracket that is missing shows to both; and what is inserted or left out for one mistake may look like another.
 */
import { CstUtils, type LangiumDocument } from 'langium';

type ParseResult = LangiumDocument['parseResult'];
type LexerError = ParseResult['lexerErrors'][number];
type ParserError = ParseResult['parserErrors'][number];
type Token = ParserError['token'];

export interface LeadingMistakes {
  lexerErrors: LexerError[];
  parserErrors: ParserError[];
}

export function leadingMistakes({ lexerErrors, parserErrors, value: root }: ParseResult): LeadingMistakes {
  if (lexerErrors.length === 0) return { lexerErrors, parserErrors };
  const leading = parserErrors.filter((one) => !followsInsertion(one));
  const starts = (root.$cstNode?.root.content ?? []).map(({ offset }) => offset);
  const all = offsetsOf(leading);
  const brackets = offsetsOf(leading.filter(({ message }) => /"[()[\]{}]"/.test(message)));
  return {
    lexerErrors: lexerErrors.filter(({ message, offset }) => {
      if (isMissing.test(message)) return !isSaidBefore(offset, starts, brackets);
      return !isTooMany.test(message) || !isSaidBefore(offset, starts, all);
    }),
    parserErrors: leading,
  };
}

/** What comes behind a bracket that the lexer inserted came too early for it. */
function followsInsertion(error: ParserError): boolean {
  const { previousToken } = error as { previousToken?: Token };
  return previousToken !== undefined && previousToken.image !== '' && !CstUtils.isValidTokenRange(previousToken);
}

const isMissing = /^Expected "[)\]}]"/;
const isTooMany = /^Unexpected "}"$/;

/** Whether the parser missed a bracket between the start of the same declaration and the place where the lexer does. */
function isSaidBefore(offset: number, starts: readonly number[], brackets: readonly number[]): boolean {
  const start = lastUpTo(offset, starts);
  const said = lastUpTo(offset, brackets);
  return said !== undefined && said >= (start ?? 0);
}

function offsetsOf(errors: readonly ParserError[]): number[] {
  return errors
    .map(({ token }) => token.startOffset)
    .filter((offset) => !Number.isNaN(offset))
    .sort((a, b) => a - b);
}

function lastUpTo(offset: number, sorted: readonly number[]): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

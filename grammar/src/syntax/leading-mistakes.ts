/**
 * Which of the mistakes that lexer and parser find are mistakes of their own. The lexer counts brackets and the parser follows the
 * rules, so one bracket that is missing shows to both; and what is inserted or left out for one mistake may look like another.
 */
import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from 'langium';
import { isDeclaration, isNode, isTest } from '../generated/ast.ts';
import { isOpenText } from './open-texts.ts';

type ParseResult = LangiumDocument['parseResult'];
type LexerError = ParseResult['lexerErrors'][number];
type ParserError = ParseResult['parserErrors'][number];
type Token = ParserError['token'];

export interface LeadingMistakes {
  lexerErrors: LexerError[];
  parserErrors: ParserError[];
}

export function leadingMistakes({ lexerErrors, parserErrors, value: root }: ParseResult): LeadingMistakes {
  const open = new Set(lexerErrors.filter(isOpenText).map(({ offset }) => offset));
  const own = parserErrors.filter((one) => !followsInsertion(one) && !open.has(one.token.startOffset));
  const leading = firstOfStatements(own, root, open);
  if (lexerErrors.length === 0) return { lexerErrors, parserErrors: leading };
  const starts = AstUtils.streamContents(root)
    .map(({ $cstNode }) => $cstNode?.offset ?? 0)
    .toArray();
  starts.sort((a, b) => a - b);
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

/**
 * Behind its first mistake the parser only looks for the end of a node or a test, so that others in it come of that; in a test also
 * behind a text that is left open. The fields of a schema are read one by one, and a word that opens no node stands between two of
 * them.
 */
function firstOfStatements(errors: ParserError[], root: AstNode, open: ReadonlySet<number>): ParserError[] {
  if (errors.length + open.size < 2) return errors;
  const statements = AstUtils.streamAllContents(root).filter((one) => isNode(one) || isDeclaration(one));
  const starts = new Map(statements.map((one) => [one.$cstNode?.offset ?? 0, one]));
  const offsets = [...starts.keys()].sort((a, b) => a - b);
  const statementAt = (offset: number) => starts.get(lastUpTo(offset, offsets) ?? -1);
  const damaged = new Set([...open].map(statementAt).filter(isTest) as AstNode[]);
  return errors.filter((error) => {
    const statement = statementAt(offsetOf(error));
    if (!isTest(statement) && (!isNode(statement) || isBetween(error))) return true;
    return !damaged.has(statement) && damaged.add(statement);
  });
}

/** An item of a select that has no name stands in its node. */
function isBetween({ message, context }: ParserError): boolean {
  return message.startsWith('Unexpected') && context.ruleStack.at(-1)?.startsWith('SelectNode') !== true;
}

/** Of the last word that was right: the next may be that of another statement. */
function offsetOf(error: ParserError): number {
  const { previousToken } = error as { previousToken?: Token };
  const isKnown = previousToken !== undefined && CstUtils.isValidTokenRange(previousToken);
  return isKnown ? previousToken.startOffset : error.token.startOffset;
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

/**
 * Most expressions of a text are a number, a text or a name alone, and the way to it leads through a rule for each level of
 * operators. Where the next token shows that nothing goes on, the rule at the end of that way gives the same tree at once; and
 * since it takes exactly this one token, it cannot fail.
 */
import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

const rules: ReadonlyMap<string, string> = new Map([
  ['INT', 'NumberLiteral'],
  ['FLOAT', 'NumberLiteral'],
  ['STRING', 'StringLiteral'],
  ['ID', 'Reference'],
]);

/** Behind these an expression is over, whatever it was. */
const ends: ReadonlySet<string> = new Set([',', ')', ']', '}']);

/** Items of a list need no comma between them. */
const literals: ReadonlySet<string> = new Set(['INT', 'FLOAT', 'STRING']);

/** The rule of the expression that begins at a token; undefined where more than the next token decides. */
export function loneOperandRule(tokens: readonly Token[], index: number): string | undefined {
  const [token, next] = [tokens[index], tokens[index + 1]];
  if (token === undefined || next === undefined) return undefined;
  if (!ends.has(next.image) && !literals.has(next.tokenType.name)) return undefined;
  return rules.get(token.tokenType.name);
}

/**
 * A block left open must not swallow the declarations below it. A parser cannot see that: `schema` is a name too, so behind an
 * open `{` the next schema looks like a field. Layout can: a declaration that starts in the first column ends whatever is open.
 */
import type { LexerResult } from 'langium';
import { declarationWords } from './statement-words.ts';

type Token = LexerResult['tokens'][number];
type TokenType = Token['tokenType'];

export const closers: Record<string, string | undefined> = { '(': ')', '[': ']', '{': '}' };
const openers: ReadonlySet<string> = new Set(declarationWords);
/** What stands behind the name of a declaration. */
const openings = new Set(['{', '(', '->', 'extends', ':', 'of', 'runs']);

export interface ClosedBlocks {
  tokens: Token[];
  /** The tokens behind which something was missing, with what. */
  missing: { after: Token; closer: string }[];
}

/** The tokens with what is missing inserted; `typeOf` gives the type of a closing bracket. */
export function closeBlocks(tokens: readonly Token[], typeOf: (closer: string) => TokenType | undefined): ClosedBlocks {
  const closed: Token[] = [];
  const missing: ClosedBlocks['missing'] = [];
  let open: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (open.length > 0 && startsDeclaration(tokens, index)) {
      for (const closer of open.reverse()) closed.push(...inserted(closer, typeOf(closer)));
      missing.push({ after: tokens[index - 1] as Token, closer: open[0] as string });
      open = [];
    }
    const closer = closers[token.image];
    if (closer !== undefined) open.push(closer);
    else if (token.image === open.at(-1)) open.pop();
    closed.push(token);
  }
  return { tokens: closed, missing };
}

/** In the first column, and as a declaration goes on: `schema` is a name, too. */
export function startsDeclaration(tokens: readonly Token[], index: number): boolean {
  const [word, name, opening] = tokens.slice(index, index + 3);
  if (word?.startColumn !== 1 || !openers.has(word.image)) return false;
  return word.image === 'import' ? name?.image === '{' : opening !== undefined && openings.has(opening.image);
}

/** As the parser's own recovery marks what it inserts: part of the statement, no part of the text. */
function inserted(image: string, tokenType: TokenType | undefined): Token[] {
  if (tokenType?.tokenTypeIdx === undefined) return [];
  const { tokenTypeIdx } = tokenType;
  return [{ image, startOffset: Number.NaN, tokenType, tokenTypeIdx, isInsertedInRecovery: true }];
}

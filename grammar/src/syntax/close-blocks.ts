/**
 * A block left open must not swallow the declarations below it, and a bracket too many must not end the flow around it. A parser
 * cannot see that: `schema` is a name too, so behind an open `{` the next schema looks like a field. Layout can: a declaration
 * that starts in the first column ends whatever is open, and behind the end of a flow stands no node.
 */
import type { LexerResult } from 'langium';
import { closerOf } from './bracket-pairs.ts';
import { inserted } from './inserted.ts';
import { goesOnAsDeclaration, goesOnAsNode, startsDeclaration, startsIndented } from './statement-starts.ts';

type Token = LexerResult['tokens'][number];
type TokenType = Token['tokenType'];

/** So many words are looked behind, so that a million brackets too many take no time. */
const aheadMax = 64;

export interface ClosedBlocks {
  tokens: Token[];
  /** The tokens behind which something was missing, with what. */
  missing: { after: Token; closer: string }[];
  /** Brackets that close nothing. */
  surplus: Token[];
  /** Words of declarations that stand inside of something else; these are left out. */
  misplaced: Token[];
}

/** The tokens with what is missing inserted; `typeOf` gives the type of a closing bracket. */
export function closeBlocks(tokens: readonly Token[], typeOf: (closer: string) => TokenType | undefined): ClosedBlocks {
  const result: ClosedBlocks = { tokens: [], missing: [], surplus: [], misplaced: [] };
  const unmatched = unmatchedOpeners(tokens);
  let open: Opener[] = [];
  /** What was too many is not missing at the end. */
  let hasSurplus = false;
  const closeAll = () => {
    for (const { closer } of open.toReversed()) result.tokens.push(...inserted(closer, typeOf(closer)));
    [open, hasSurplus] = [[], false];
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (open.length > 0 && endsAll(tokens, index, open, unmatched)) {
      const closer = open.at(-1)?.closer as string;
      if (!hasSurplus || open.length > 1) result.missing.push({ after: tokens[index - 1] as Token, closer });
      closeAll();
    }
    if (opensClauses(tokens, index, open)) {
      result.missing.push({ after: tokens[index - 1] as Token, closer: ')' });
      result.tokens.push(...inserted(')', typeOf(')')));
      open.pop();
    }
    if (standsInside(tokens, index, open)) {
      result.misplaced.push(token);
      index = endOfDeclaration(tokens, index) - 1;
    } else if (open.length === 1 && token.image === '}' && open[0]?.closer === '}' && flowGoesOn(tokens, index)) {
      result.surplus.push(token);
      hasSurplus = true;
    } else {
      move(open, token, index);
      if (open.length === 0) hasSurplus = false;
      result.tokens.push(token);
    }
  }
  if (hasSurplus && open.length === 1) closeAll();
  return result;
}

interface Opener {
  closer: string;
  index: number;
}

const brackets: ReadonlySet<string> = new Set([')', ']', '}']);

function lastWith(image: string, open: readonly Opener[]): number | undefined {
  const found = open.findLastIndex(({ closer }) => closer === image);
  return found < 0 ? undefined : found;
}

function move(open: Opener[], { image }: Token, index: number): void {
  const closer = closerOf(image);
  if (closer !== undefined) open.push({ closer, index });
  // A bracket also ends those that were left open inside of the one it closes.
  else if (brackets.has(image)) open.length = lastWith(image, open) ?? open.length;
}

function endsAll(tokens: readonly Token[], index: number, open: readonly Opener[], unmatched: ReadonlySet<number>) {
  if (startsDeclaration(tokens, index)) return true;
  return standsInside(tokens, index, open) && open.some((one) => unmatched.has(one.index));
}

/** Items of a list may stand beside each other without a comma: there the same words are no declaration. */
function standsInside(tokens: readonly Token[], index: number, open: readonly Opener[]): boolean {
  return open.length > 0 && open.at(-1)?.closer !== ']' && startsIndented(tokens, index);
}

/** `{ given` begins the block of a test: it is no argument of its flow. */
function opensClauses(tokens: readonly Token[], index: number, open: readonly Opener[]): boolean {
  const [token, word, next] = tokens.slice(index, index + 3);
  if (open.at(-1)?.closer !== ')' || token?.image !== '{') return false;
  return (word?.image === 'given' || word?.image === 'expect') && next?.image !== ':';
}

/** The brackets that are open at the next declaration in the first column, or at the end. */
function unmatchedOpeners(tokens: readonly Token[]): ReadonlySet<number> {
  const unmatched = new Set<number>();
  let open: Opener[] = [];
  const end = () => {
    for (const { index } of open) unmatched.add(index);
    open = [];
  };
  for (const [index, token] of tokens.entries()) {
    if (open.length > 0 && startsDeclaration(tokens, index)) end();
    move(open, token, index);
  }
  end();
  return unmatched;
}

/** Behind the last bracket of a flow stands nothing, or a declaration, or what starts in the first column; no node, no `with {`. */
function flowGoesOn(tokens: readonly Token[], index: number): boolean {
  for (let next = index + 1; next < Math.min(tokens.length, index + aheadMax); next++) {
    if (tokens[next]?.startColumn === 1 || goesOnAsDeclaration(tokens, next)) return false;
    if (goesOnAsNode(tokens, next) || (tokens[next]?.image === 'with' && tokens[next + 1]?.image === '{')) return true;
  }
  return false;
}

/** Behind its block, and behind the path of an import. */
function endOfDeclaration(tokens: readonly Token[], start: number): number {
  const open: Opener[] = [];
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (index > start && startsDeclaration(tokens, index)) return index;
    move(open, token, index);
    if (open.length === 0 && token.image === '}') return index + (tokens[index + 1]?.image === 'from' ? 3 : 1);
  }
  return tokens.length;
}

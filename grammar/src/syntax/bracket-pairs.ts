/** Which brackets of a text belong together, within one statement: found once for all mistakes, of which there may be thousands. */
import type { LexerResult } from 'langium';
import { startsStatement } from './statement-starts.ts';

type Token = LexerResult['tokens'][number];

/** Not an object: a word of a text may be `constructor`. */
const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

export const closing: ReadonlySet<string> = new Set(closers.values());

export function closerOf(image: string | undefined): string | undefined {
  return image === undefined ? undefined : closers.get(image);
}

export class BracketPairs {
  /** By opening bracket: the one that closes it. */
  private readonly ends = new Map<number, number>();
  /** By token: the innermost bracket that is open behind it. By opening bracket too: the one around it. */
  private readonly innermost: (number | undefined)[] = [];
  private readonly around = new Map<number, number | undefined>();

  constructor(tokens: readonly Token[]) {
    let open: number | undefined;
    for (const [index, { image }] of tokens.entries()) {
      if (startsStatement(tokens, index)) open = undefined;
      if (closerOf(image) !== undefined) {
        this.around.set(index, open);
        open = index;
      } else {
        const opener = this.openerOf(image, open, tokens);
        if (opener !== undefined) {
          this.ends.set(opener, index);
          open = this.around.get(opener);
        }
      }
      this.innermost.push(open);
    }
  }

  /** A bracket also ends those that were left open inside of the one it closes. */
  private openerOf(closer: string, open: number | undefined, tokens: readonly Token[]): number | undefined {
    if (!closing.has(closer)) return undefined;
    let one = open;
    while (one !== undefined && closerOf(tokens[one]?.image) !== closer) one = this.around.get(one);
    return one;
  }

  /** Where it goes on behind a token, or behind the bracket that closes what it opens. */
  behind(index: number): number {
    return (this.ends.get(index) ?? index) + 1;
  }

  /** The brackets that are open behind a token, in their order. */
  openAt(index: number): number[] {
    const open: number[] = [];
    for (let one = this.innermost[index]; one !== undefined; one = this.around.get(one)) open.push(one);
    return open.reverse();
  }
}

const known = new WeakMap<readonly Token[], BracketPairs>();

/** Remembered as long as the tokens are. */
export function bracketPairs(tokens: readonly Token[]): BracketPairs {
  const pairs = known.get(tokens) ?? new BracketPairs(tokens);
  known.set(tokens, pairs);
  return pairs;
}

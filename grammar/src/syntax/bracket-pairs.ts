/** Which brackets of a text belong together, within one statement: found once for all mistakes, of which there may be thousands. */
import type { LexerResult } from 'langium';
import { startsDeclaration, startsStatement } from './statement-starts.ts';

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

  /** The braces that end what is around the statement they stand behind. */
  private readonly endings = new Set<number>();

  constructor(tokens: readonly Token[]) {
    const braces = bracePairs(tokens);
    let open: number | undefined;
    let start = 0;
    for (const [index, { image }] of tokens.entries()) {
      if (startsStatement(tokens, index)) [open, start] = [undefined, index];
      if (closerOf(image) !== undefined) {
        this.around.set(index, open);
        open = index;
      } else {
        const opener = this.openerOf(image, open, tokens);
        if (opener !== undefined) {
          this.ends.set(opener, index);
          open = this.around.get(opener);
        } else if ((braces.get(index) ?? start) < start) {
          this.endings.add(index);
          open = undefined;
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

  /** Whether it closes the block that the statement before it stands in: what was left open in that statement ends there. */
  endsBlock(index: number): boolean {
    return this.endings.has(index);
  }

  /** The brackets that are open behind a token, in their order. */
  openAt(index: number): number[] {
    const open: number[] = [];
    for (let one = this.innermost[index]; one !== undefined; one = this.around.get(one)) open.push(one);
    return open.reverse();
  }
}

/** By closing brace the one it closes, in declarations that have as many of each: there no statement can have taken another's. */
function bracePairs(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let [open, own, isEven]: [number[], [number, number][], boolean] = [[], [], true];
  for (let index = 0; index <= tokens.length; index++) {
    if (index === tokens.length || startsDeclaration(tokens, index)) {
      if (isEven && open.length === 0) for (const [opener, closer] of own) pairs.set(closer, opener);
      [open, own, isEven] = [[], [], true];
    }
    const image = tokens[index]?.image;
    const opener = image === '}' ? open.pop() : undefined;
    if (image === '{') open.push(index);
    if (opener !== undefined) own.push([opener, index]);
    else if (image === '}') isEven = false;
  }
  return pairs;
}

const known = new WeakMap<readonly Token[], BracketPairs>();

/** Remembered as long as the tokens are. */
export function bracketPairs(tokens: readonly Token[]): BracketPairs {
  const pairs = known.get(tokens) ?? new BracketPairs(tokens);
  known.set(tokens, pairs);
  return pairs;
}

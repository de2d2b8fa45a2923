/**
 * How deep a text is nested at a token, as far as words and brackets tell: what no person writes and what no parser that
 * recurses, and nobody who walks its tree, survives.
 */
import type { LexerResult } from 'langium';
import { closerOf } from './bracket-pairs.ts';

type Token = LexerResult['tokens'][number];

export const tooDeepMessage = 'too deep';

/** So many brackets, `else if`, signs and negations inside of each other. */
const depthMax = 20;
/** Operators in a row, those around the open brackets included; each is one level of the tree. */
const chainMax = 256;

interface Level {
  closer: string;
  ifs: number;
  /** Signs, negations and powers that still wait for the end of what they stand before. */
  nots: number;
  signs: number;
  operators: number;
}

/** They bind looser than a negation, and so end it. */
const loose = new Set(['and', 'or', '??']);
const binaries = new Set([...loose, '+', '-', '*', '/', '%', '==', '!=', '<', '>', '<=', '>=', 'in', 'between']);
const noOperands = new Set([...binaries, '(', '[', '{', ',', ':', '**', '.', 'not', 'if', 'then', 'else']);

export class Depth {
  /** One for each open bracket, and one for the text around all. */
  private levels = [levelUpTo('')];
  private depth = 0;
  private operators = 0;

  reset(): void {
    Object.assign(this, { levels: [levelUpTo('')], depth: 0, operators: 0 });
  }

  /** Takes the next token; true when the text is too deep with it. `isStart`: a statement begins with it. */
  exceedsWith({ image }: Token, previous: Token | undefined, isStart: boolean): boolean {
    const level = this.levels.at(-1) as Level;
    const closer = closerOf(image);
    this.depth -= weight(level);
    this.operators -= level.operators;
    if (image === level.closer) this.levels.pop();
    else {
      if (image === ',' || image === ':' || isStart) Object.assign(level, levelUpTo(level.closer));
      else count(level, image, endsOperand(previous));
      this.depth += weight(level);
      this.operators += level.operators;
      if (closer !== undefined) this.levels.push(levelUpTo(closer));
    }
    return this.depth + this.levels.length - 1 > depthMax || this.operators > chainMax;
  }
}

function levelUpTo(closer: string): Level {
  return { closer, ifs: 0, nots: 0, signs: 0, operators: 0 };
}

function weight({ ifs, nots, signs }: Level): number {
  return ifs + nots + signs;
}

function count(level: Level, image: string, isBehindOperand: boolean): void {
  if (image === 'if') level.ifs++;
  else if (image === 'not' && !isBehindOperand) level.nots++;
  else if (image === '**' || (image === '-' && !isBehindOperand)) level.signs++;
  else if (binaries.has(image)) level.signs = 0;
  if (loose.has(image) || image === 'then' || image === 'else') Object.assign(level, { nots: 0, signs: 0 });
  if (binaries.has(image) || image === '**' || image === '.' || image === 'not') level.operators++;
}

function endsOperand(token: Token | undefined): boolean {
  return token !== undefined && !noOperands.has(token.image);
}

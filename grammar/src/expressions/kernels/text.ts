/** Text is counted in characters (code points), so that a letter beyond U+FFFF is one. Positions count from 1, as in SQL. */
import { NoValue } from './kernel.ts';

const beyondOneUnit = /[\ud800-\udfff]/;
const fromSurrogatesOn = /[\ud800-\uffff]/;

export function textLength(text: string): number {
  if (!beyondOneUnit.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** `count` characters from `start`, which counts from the end where it is below zero; what lies outside the text is not there. */
export function substring(text: string, start: number, count: number): string | NoValue {
  if (count < 0) return new NoValue('The count of substring is below zero');
  const isPlain = !beyondOneUnit.test(text);
  const characters = isPlain ? text : [...text];
  const from = start < 0 ? characters.length + start : start - 1;
  const part = characters.slice(Math.max(from, 0), Math.max(from + count, 0));
  return typeof part === 'string' ? part : part.join('');
}

/** The empty text has one part, itself. */
export function splitText(text: string, separator: string): string[] {
  if (text === '') return [''];
  return separator === '' ? [...text] : text.split(separator);
}

/** By a function, so that `$&` in the new text means itself. The empty part occurs nowhere. */
export function replaceText(text: string, part: string, by: string): string {
  return part === '' ? text : text.replaceAll(part, () => by);
}

/**
 * Below zero, zero or above, by the codes of the characters. JavaScript compares halves of surrogate pairs, by which "😀" would
 * come before "豈"; UTF-8, and with it every database and file, has it the other way.
 */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  // Where one of the two has nothing from there on, both orders are one, and the engine's is much faster.
  if (isBelowSurrogates(a) || isBelowSurrogates(b)) return a < b ? -1 : 1;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return rankOf(a.charCodeAt(i)) - rankOf(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** A text of which every order of characters is the engine's own. */
export function isBelowSurrogates(text: string): boolean {
  return !fromSurrogatesOn.test(text);
}

/** Halves of surrogate pairs stand for the characters beyond all others. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Everything but the last `keep` characters becomes `*`. */
export function maskText(text: string, keep: number): string | NoValue {
  if (keep < 0) return new NoValue('The number of characters that mask keeps is below zero');
  const characters = [...text];
  const hidden = Math.max(characters.length - keep, 0);
  return '*'.repeat(hidden) + characters.slice(hidden).join('');
}

/** The expression, or what is wrong with it. */
export function parsePattern(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    return (error as Error).message;
  }
}

/** Remembers the last pattern: it is nearly always the same for all records. */
export function patternMatcher(): (text: string, pattern: string) => boolean | NoValue {
  let last: { pattern: string; parsed: RegExp | string } | undefined;
  return (text, pattern) => {
    if (last?.pattern !== pattern) last = { pattern, parsed: parsePattern(pattern) };
    const { parsed } = last;
    return typeof parsed === 'string' ? new NoValue(parsed) : parsed.test(text);
  };
}

/** Text is counted in characters (code points), so that a letter beyond U+FFFF is one. Positions count from 1, as in SQL. */
import { NoValue } from './kernel.ts';

const beyondOneUnit = /[\ud800-\udfff]/;

export function textLength(text: string): number {
  if (!beyondOneUnit.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** `count` characters from `start`; what lies outside the text is not there. */
export function substring(text: string, start: number, count: number): string | NoValue {
  if (count < 0) return new NoValue('The count of substring is below zero');
  const from = Math.max(start - 1, 0);
  const to = Math.max(start - 1 + count, 0);
  return beyondOneUnit.test(text) ? [...text].slice(from, to).join('') : text.slice(from, to);
}

export function splitText(text: string, separator: string): string[] {
  return separator === '' ? [...text] : text.split(separator);
}

/** By a function, so that `$&` in the new text means itself. */
export function replaceText(text: string, part: string, by: string): string {
  return text.replaceAll(part, () => by);
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

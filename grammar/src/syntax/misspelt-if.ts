/**
 * An `if` that is spelt wrong reads as a column; the parser stumbles over what follows it. The `then` behind it, with no `if` of
 * its own, tells what was meant.
 */
import { nearestName } from '../diagnostics/nearest-name.ts';

/** No further than an expression on a line or two. */
const charactersMax = 300;

/** Behind the last sign, or the last `where`, in front of which no expression goes on. */
const firstWord = /^[\s\S]*(?:[:,{]|\bwhere\b)\s*([A-Za-z_]\w*)\b([^:,{}]*)$/;

/** From where to where it stands, for a parser that stumbled at `offset`. */
export function misspeltIf(text: string, offset: number): { from: number; to: number } | undefined {
  const start = Math.max(0, offset - charactersMax);
  const found = firstWord.exec(text.slice(start, offset));
  const [all, word, between] = found ?? [];
  if (all === undefined || word === undefined || between === undefined || word === 'if') return undefined;
  const behind = /^[^:,{}]*/.exec(text.slice(offset, offset + charactersMax))?.[0] ?? '';
  const [condition, ...others] = (between + behind).split(/\bthen\b/);
  if (others.length === 0 || /\bif\b/.test(condition ?? '') || nearestName(word, ['if']) === undefined)
    return undefined;
  const from = start + all.length - between.length - word.length;
  return { from, to: from + word.length };
}

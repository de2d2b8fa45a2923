import { printType, type Type } from '@millrace/grammar';
import type { HintPart } from './hint.ts';

const typeMax = 28;

/** A record without a name could fill the line. */
export function shortType(type: Type): string {
  const text = printType(type);
  return text.length <= typeMax ? text : `${text.slice(0, typeMax - 1)}…`;
}

/** The parts with commas between them; where they are too long, as many as fit and how many more there are. */
export function listed(parts: readonly HintPart[], longest: number): HintPart[] {
  let length = -2;
  const fitting = parts.findIndex(({ text }) => {
    length += text.length + 2;
    return length > longest;
  });
  // `… 1 more` says less than the one, where that is as short.
  const isLastShort = fitting === parts.length - 1 && (parts.at(-1)?.text.length ?? 0) <= '… 1 more'.length;
  // One is always shown.
  const count = fitting < 0 || isLastShort ? parts.length : Math.max(1, fitting);
  const shown = parts.slice(0, count).flatMap((part, index) => (index === 0 ? [part] : [{ text: ', ' }, part]));
  return count === parts.length ? shown : [...shown, { text: `, … ${parts.length - count} more` }];
}

/** What a literal comes to: durations in milliseconds, sizes in bytes, moments with their day. Numbers and texts say it themselves. */
import { durationMs, sizeBytes } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { WordInTree } from '../cursor/leaf-at.ts';

export function literalHover({ node }: WordInTree): string | undefined {
  if (ast.isDurationLiteral(node)) return durationDoc(node.text);
  if (ast.isSizeLiteral(node)) return amountDoc(node.text, sizeBytes(node.text), 'bytes');
  if (ast.isTimestampLiteral(node)) return momentDoc(node.text);
  return ast.isDateLiteral(node) ? dateDoc(node.text) : undefined;
}

function durationDoc(text: string): string | undefined {
  const ms = durationMs(text);
  const words = Number.isFinite(ms) ? inUnits(ms) : '';
  return amountDoc(text, ms, 'milliseconds')?.concat(words === '' ? '' : `, ${words}`);
}

function amountDoc(text: string, amount: number, unit: string): string | undefined {
  return Number.isFinite(amount) ? `\`${text}\` = ${amount.toLocaleString('en')} ${unit}` : undefined;
}

const units: readonly [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `1 hour 30 minutes`; nothing below a second. */
function inUnits(ms: number): string {
  let rest = ms;
  const parts = units.flatMap(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return rest > 0 ? '' : parts.join(' ');
}

function momentDoc(text: string): string | undefined {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return undefined;
  const utc = at.toISOString().replace(/\.000Z$/, 'Z');
  return `${dayOf(at)} \`${utc}\`, ${at.getTime().toLocaleString('en')} milliseconds since 1970`;
}

/** A day that the calendar has: JavaScript makes the third of March of a thirty-first of February. */
function dateDoc(text: string): string | undefined {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? `${dayOf(at)} \`${text}\`` : undefined;
}

function dayOf(at: Date): string {
  return at.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
}

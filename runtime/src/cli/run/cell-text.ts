import { displayWidth } from '../diagnostics/display-width.ts';

const cellMax = 32;
const digitsShown = 6;

/**
 * A value in one line of a table, for the eye: fractions to six significant digits, timestamps without empty milliseconds, nothing
 * that could move the cursor. The files have the values exactly.
 */
export function cellText(value: unknown): string {
  return clipped(plainText(value).replace(/\p{Cc}/gu, ' '));
}

export function clipped(text: string): string {
  if (displayWidth(text) <= cellMax) return text;
  const characters = [...text];
  while (displayWidth(characters.join('')) > cellMax - 1) characters.pop();
  return `${characters.join('')}…`;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return isoTime.test(value) ? value.replace('.000Z', 'Z') : value;
  return typeof value === 'object' ? JSON.stringify(value, shortNumbers) : String(value);
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digitsShown)));
}

function shortNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(numberText(value)) : value;
}

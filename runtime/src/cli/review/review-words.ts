import { printType } from '@millrace/grammar';
import type { KnownReview } from '../../catalogue/reviews.ts';

const recordTextMax = 120;

/** `verdict` as it is asked for; with what has been answered behind it. */
export function asksText({ ask, answer }: KnownReview): string {
  return ask.map(({ name }) => (answer ? `${name}=${valueText(answer.values[name])}` : name)).join(', ');
}

/** `verdict: string "fraud" | "legit"`. */
export function askLine({ name, type, rules }: KnownReview['ask'][number]): string {
  const choices = rules?.oneOf?.map((choice) => JSON.stringify(choice)).join(' | ');
  return `${name}: ${printType(type)}${choices === undefined ? '' : `  ${choices}`}`;
}

export function recordText(record: Record<string, unknown>): string {
  const text = Object.entries(record)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(' ');
  return text.length <= recordTextMax ? text : `${text.slice(0, recordTextMax - 1)}…`;
}

export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

import type { Type } from '@millrace/grammar';
import { jsonValueOf } from '../../batch/record-json.ts';
import type { KnownReview } from '../../catalogue/reviews.ts';
import { fieldFit } from '../../values/fit-value.ts';
import { Misfit } from '../../values/misfit.ts';
import { UsageError } from '../usage-error.ts';
import { askLine } from './review-words.ts';

/**
 * Answers as they are kept: JSON by name. Values are JSON; a text stands for what it says where no text is asked for. Throws a
 * UsageError for one that was not asked for, is missing, or does not fit.
 */
export function answerValues(
  { id, ask }: KnownReview,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const asked = ask.map(askLine).join(', ');
  const unknown = Object.keys(given).filter((name) => !ask.some((one) => one.name === name));
  if (unknown.length > 0)
    throw new UsageError(`Review ${id} does not ask for ${unknown.join(', ')}; it asks for ${asked}`);
  const entries = ask.map((field) => {
    const fitted = fieldFit(field)(meant(given[field.name], field.type));
    if (fitted instanceof Misfit)
      throw new UsageError(`Review ${id}, ${field.name}: ${fitted.message}; it asks for ${asked}`);
    return [field.name, jsonValueOf(fitted)] as const;
  });
  return Object.fromEntries(entries);
}

function meant(value: unknown, type: Type): unknown {
  if (typeof value !== 'string' || (type.kind === 'scalar' && type.name === 'string')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

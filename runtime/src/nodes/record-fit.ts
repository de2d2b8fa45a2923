import type { RecordType } from '@millrace/grammar';
import { fieldFit } from '../values/fit-value.ts';
import { Misfit } from '../values/misfit.ts';

/** A value from user code as a record of a schema, or in words what it is instead. */
export type RecordFit = (value: unknown) => Record<string, unknown> | string;

export function recordFit({ fields }: RecordType): RecordFit {
  const fits = fields.map((field) => ({ name: field.name, fit: fieldFit(field) }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return `${kindOf(value)} where a record is wanted`;
    }
    const record: Record<string, unknown> = {};
    for (const { name, fit } of fits) {
      const fitted = fit((value as Record<string, unknown>)[name]);
      if (fitted instanceof Misfit) return `a record whose "${name}" does not fit: ${fitted.message}`;
      record[name] = fitted;
    }
    return record;
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

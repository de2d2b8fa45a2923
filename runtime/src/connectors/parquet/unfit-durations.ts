import { type Column, type Field, type RecordType, type Type, valueAt } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { isSensitive } from '../../values/field-rules.ts';
import type { RefusedRow } from '../connector.ts';
import { toDuck } from './duck-value.ts';
import type { FindUnfit } from './leaving-out.ts';

/** Finds the records that Parquet has no form for, which are those with a duration below zero; undefined where there can be none. */
export function unfitDurations({ fields }: RecordType): FindUnfit | undefined {
  const timed = fields.filter(({ type }) => hasDuration(type));
  if (timed.length === 0) return undefined;
  return (batch) => {
    const found = new Map<number, RefusedRow>();
    for (const field of timed)
      for (const refused of unfitIn(batch.column(field.name), field)) found.set(refused.row, refused);
    return [...found.values()].sort((a, b) => a.row - b.row);
  };
}

function* unfitIn(column: Column, { name, type, rules }: Field): Generator<RefusedRow> {
  const convert = toDuck(type);
  for (let row = 0; row < column.length; row++) {
    const said = refusal(() => convert(valueAt(column, row)));
    if (said === undefined) continue;
    const message = isSensitive(rules)
      ? 'its duration (hidden, it is sensitive) is one that Parquet cannot hold'
      : said;
    yield { row, message: `column "${name}": ${message}` };
  }
}

function refusal(convert: () => unknown): string | undefined {
  try {
    convert();
    return undefined;
  } catch (error) {
    if (!(error instanceof RunError) || error.code !== 'value-not-writable') throw error;
    return error.message;
  }
}

function hasDuration(type: Type): boolean {
  if (type.kind === 'record') return type.fields.some((field) => hasDuration(field.type));
  if (type.kind === 'list') return hasDuration(type.element);
  if (type.kind === 'vector') return type.element === 'duration';
  return type.kind === 'scalar' && type.name === 'duration';
}

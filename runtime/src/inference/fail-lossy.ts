import {
  type Column,
  holdsEveryValue,
  integerRange,
  isNumberName,
  type ScalarName,
  type Type,
} from '@millrace/grammar';
import type { RowFailures } from '../nodes/row-failures.ts';

/**
 * Fails the records whose numbers an input of integers or bools does not hold: a cast would cut, wrap or make up a value, and
 * the model would score another record than the one that was given. Losing digits to a float is what a cast is for.
 */
export function failLossy(
  column: Column,
  element: ScalarName,
  describe: (value: string) => string,
  failures: RowFailures,
) {
  const from = elementOf(column.type);
  const range = element === 'bool' ? { min: 0n, max: 1n } : integerRange(element);
  if (from === undefined || range === undefined || !isNumberName(from)) return;
  if (isNumberName(element) && holdsEveryValue(element, from)) return;
  const { values, width, nulls } = column;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number | bigint;
    const isHeld = value >= range.min && value <= range.max && (typeof value === 'bigint' || Number.isInteger(value));
    const row = Math.floor(at / width);
    if (!isHeld && nulls?.[row] !== 1) failures.fail(row, describe(String(value)));
  }
}

function elementOf(type: Type): ScalarName | undefined {
  if (type.kind === 'scalar') return type.name;
  return type.kind === 'vector' ? type.element : undefined;
}

/**
 * When two values are the same, for groups, for different values and for the two sides of a join: numbers of any type by what
 * they are worth, -0 as 0 and NaN as itself; json and records whatever the order of their fields. Equal values have one identity,
 * which a Map can look up. Null has none: who asks decides what it means.
 */
import { type Column, valueAt } from '@millrace/grammar';

export type Identity = string | number | bigint;

/** The identity of the value at a row that is not null. */
export type IdentityAt = (row: number) => Identity;

export function identityIn(column: Column): IdentityAt {
  const { values, type } = column;
  if (type.kind !== 'scalar' || type.name === 'json' || type.name === 'bytes') {
    return (row) => textOf(valueAt(column, row));
  }
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return (row) => numberOf(values[row] as bigint);
  return (row) => (values as (string | number)[])[row] as Identity;
}

/** One identity of several, none of which may be taken for a part of its neighbour. */
export function identityOfAll(parts: readonly (Identity | null)[]): string {
  let text = '';
  for (const part of parts) {
    const one = part === null ? '' : String(part === 0 ? 0 : part);
    text += part === null ? '-;' : `${one.length}:${one}`;
  }
  return text;
}

/** As a number where a number holds it, so that 1 is 1 in every type of numbers. */
function numberOf(value: bigint): Identity {
  const number = Number(value);
  return Number.isSafeInteger(number) || BigInt(number) === value ? number : value;
}

/** Canonical: each kind of value in a form of its own. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value === 0 ? 0 : value);
  if (typeof value === 'bigint') return String(numberOf(value));
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return `t${value.getTime()}`;
  if (value instanceof Uint8Array)
    return `x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as ArrayLike<unknown>, textOf).join()}]`;
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${textOf(one)}`)
    .join()}}`;
}

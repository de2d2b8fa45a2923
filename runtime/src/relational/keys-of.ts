import type { ColumnFunction } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { type Identity, identityIn, identityOfAll } from '../values/value-identity.ts';

/** Paths into a record cannot fail. */
const noFailures = { fail: () => {} };

/** What each record is compared by in a join; undefined where it matches nothing: a part of it is null or NaN. */
export function keysOf(batch: Batch, functions: readonly ColumnFunction[]): (Identity | undefined)[] {
  const parts = functions.map((compute) => {
    const column = compute(batch, noFailures);
    const at = identityIn(column);
    return (row: number) => (column.nulls?.[row] === 1 ? undefined : comparable(at(row)));
  });
  const [only] = parts;
  return Array.from({ length: batch.length }, (_, row) => {
    if (parts.length === 1) return only?.(row);
    const key = parts.map((part) => part(row));
    return key.every((part) => part !== undefined) ? identityOfAll(key) : undefined;
  });
}

function comparable(identity: Identity): Identity | undefined {
  return Number.isNaN(identity) ? undefined : identity;
}

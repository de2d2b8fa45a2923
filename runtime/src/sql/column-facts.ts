import type { QueryOrigin, Type } from '@millrace/grammar';

/** What is known of a column or an expression beside its type. */
export interface ColumnFacts {
  /** False only where it is certain. */
  isNullable: boolean;
  /** The columns of tables it is computed from; undefined: any may be. Conditions that choose records are none. */
  origins: QueryOrigin[] | undefined;
  /** Where it is a column as it is: the column's type. */
  type?: Type;
}

export const unknownFacts: ColumnFacts = { isNullable: true, origins: undefined };

export function constantFacts(isNullable: boolean): ColumnFacts {
  return { isNullable, origins: [] };
}

/** Of what is computed from all of these. */
export function joinFacts(
  parts: readonly ColumnFacts[],
  isNullable = parts.some((part) => part.isNullable),
): ColumnFacts {
  if (parts.some(({ origins }) => origins === undefined)) return { isNullable, origins: undefined };
  const byName = new Map<string, QueryOrigin>();
  for (const { origins = [] } of parts) for (const one of origins) byName.set(JSON.stringify(one), one);
  return { isNullable, origins: [...byName.values()] };
}

export function nullable(facts: ColumnFacts): ColumnFacts {
  return { ...facts, isNullable: true };
}

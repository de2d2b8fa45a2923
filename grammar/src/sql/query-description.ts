import type { RecordType } from '../types/type.ts';

/** A query and the tables it may name. Types are wholly known: a query over something unknown is not asked about. */
export interface QueryRequest {
  query: string;
  tables: QueryTable[];
}

export interface QueryTable {
  name: string;
  record: RecordType;
}

export type QueryDescription = QueryResult | QueryMistake;

export interface QueryResult {
  ok: true;
  /** A column is nullable unless it is known never to hold null. */
  record: RecordType;
  /** One per field: the columns it is computed from; null where it may be any column of any table. */
  origins: (QueryOrigin[] | null)[];
  /** One per field: the column that it is as it is; null where it is computed, or that is not known. */
  copies?: (QueryOrigin | null)[];
}

/** A column of one of the tables. */
export interface QueryOrigin {
  table: string;
  column: string;
}

export interface QueryMistake {
  ok: false;
  /** One sentence, without where. */
  message: string;
  /** The wrong words in the query, in UTF-16 units; undefined where it is the whole of it. */
  at?: { offset: number; length: number };
  /** What there is once too often, where DuckDB says no place: a statement, or the column of a name in the result. */
  surplus?: { what: 'statement' } | { what: 'column'; name: string };
  /** Where a name is not known: the name, and those that are. */
  unknown?: { name: string; known: string[] };
}

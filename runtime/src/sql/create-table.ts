import type { QueryTable } from '@millrace/grammar';
import { sqlName } from '../connectors/duckdb.ts';
import { sqlType } from '../connectors/parquet/sql-type.ts';

/** The table that a query sees an input as: the same when it is described and when it is run. */
export function createTable({ name, record }: QueryTable): string {
  const columns = record.fields.map((field) => `${sqlName(field.name)} ${sqlType(field.type)}`);
  return `CREATE TABLE ${sqlName(name)} (${columns.join(', ')})`;
}

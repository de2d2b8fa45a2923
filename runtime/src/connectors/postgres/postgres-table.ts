/** What is known of a table of a PostgreSQL. */
import type { Field } from '@millrace/grammar';
import { printType } from '@millrace/grammar';
import { unfitColumn, unknownColumn } from '../tables/table-errors.ts';
import type { PostgresSession } from './postgres-session.ts';
import { sqlName } from './postgres-session.ts';
import { isFit } from './postgres-type.ts';

/** Where a table is or will be. */
export interface TableName {
  schema: string;
  name: string;
  /** Both, for a statement. */
  sql: string;
}

export interface TableColumn {
  name: string;
  /** As a statement writes it. */
  type: string;
  typname: string;
  typcategory: string;
  isRequired: boolean;
}

/** `orders` in the schema where new tables go, `sales.orders` in that one. */
export async function tableNamed(session: PostgresSession, text: string): Promise<TableName> {
  const dot = text.indexOf('.');
  if (dot > 0) return tableIn(text.slice(0, dot), text.slice(dot + 1));
  const { rows } = await session.ask(
    `SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)
     UNION ALL SELECT current_schema()`,
    [sqlName(text)],
  );
  return tableIn(rows[0]?.[0] ?? 'public', text);
}

export function tableIn(schema: string, name: string): TableName {
  return { schema, name, sql: `${sqlName(schema)}.${sqlName(name)}` };
}

/** In their order; empty where there is no such table. */
export async function columnsOf(session: PostgresSession, { sql }: TableName): Promise<TableColumn[]> {
  const { rows } = await session.ask(
    `SELECT a.attname, format_type(a.atttypid, a.atttypmod), coalesce(b.typname, t.typname), coalesce(b.typcategory, t.typcategory),
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = nullif(t.typbasetype, 0)
     WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [sql],
  );
  return rows.map(([name, type, typname, typcategory, required]) => ({
    name: name ?? '',
    type: type ?? '',
    typname: typname ?? '',
    typcategory: typcategory ?? '',
    isRequired: required === 't',
  }));
}

/** As a flow would call them. */
export async function tableNames(session: PostgresSession): Promise<string[]> {
  const { rows } = await session.ask(
    `SELECT CASE WHEN table_schema = ANY (current_schemas(false)) THEN table_name ELSE table_schema || '.' || table_name END
     FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name NOT LIKE 'millrace\\_%' ORDER BY 1`,
  );
  return rows.map(([name]) => name ?? '');
}

/** The column of each field. Throws where one is missing, or holds no values of the field's type. */
export function columnsFor(doing: string, fields: readonly Field[], found: readonly TableColumn[]): TableColumn[] {
  return fields.map(({ name, type }) => {
    const column = found.find((one) => one.name === name);
    if (column === undefined) {
      const names = found.map((one) => one.name);
      throw unknownColumn(doing, name, names);
    }
    if (isFit(type, column)) return column;
    const way = 'Give it another type in the table, or convert the values with a select.';
    throw unfitColumn(doing, name, printType(type), column.type, way);
  });
}

/** Whether the primary key or a unique index is of exactly these columns. */
export async function isUnique(
  session: PostgresSession,
  { sql }: TableName,
  keys: readonly string[],
): Promise<boolean> {
  const { rows } = await session.ask(
    `SELECT 1 FROM pg_index i WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
       AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text) FROM pg_attribute a
            WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
         = (SELECT array_agg(k ORDER BY k) FROM unnest($2::text[]) k)`,
    [sql, keys],
  );
  return rows.length > 0;
}

/** Whether a rule of the table may refuse records, which only writing them shows. */
export async function hasRules(session: PostgresSession, { sql }: TableName): Promise<boolean> {
  const { rows } = await session.ask(
    `SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass($1)
     UNION ALL SELECT 1 FROM pg_index WHERE indrelid = to_regclass($1) AND indisunique
     UNION ALL SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal LIMIT 1`,
    [sql],
  );
  return rows.length > 0;
}

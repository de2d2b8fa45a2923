/**
 * Reads a table or a query of a PostgreSQL through a cursor, so with memory of one batch, in one transaction that only reads and
 * sees one state of the database.
 */
import type { ConnectorCall, Field } from '@millrace/grammar';
import { printType } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { sourceNameOf } from '../../values/fit-value.ts';
import type { Source, SourceContext } from '../connector.ts';
import { RecordSource } from '../record-source.ts';
import { missingTable, refuseMissingColumns, unfitColumn } from '../tables/table-errors.ts';
import { type ColumnType, fromPostgres } from './from-postgres.ts';
import { type Cell, PostgresSession, saidBy, sqlName, sqlStateOf } from './postgres-session.ts';
import { columnsOf, tableNamed, tableNames } from './postgres-table.ts';
import { isFit } from './postgres-type.ts';

export async function openPostgresSource(call: ConnectorCall, context: SourceContext): Promise<Source> {
  const session = await PostgresSession.open(call, context);
  try {
    await session.ask('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const fields = context.schema.fields.map((field) => ({ field, name: sourceNameOf(field) }));
    const { table, query } = call.options;
    const place = typeof query === 'string' ? session.place : `${session.place}/${table}`;
    await declare(
      session,
      typeof query === 'string' ? query : await selectOf(session, String(table), place, fields),
      place,
    );
    const readers = await readersOf(session, place, fields);
    return new RecordSource(
      { place, next: (count) => fetch(session, count, readers), close: () => session.close() },
      context,
    );
  } catch (error) {
    await session.close();
    throw error;
  }
}

interface NamedField {
  field: Field;
  name: string;
}

/** Only what is asked for is read. */
async function selectOf(
  session: PostgresSession,
  table: string,
  place: string,
  fields: readonly NamedField[],
): Promise<string> {
  const name = await tableNamed(session, table);
  const found = (await columnsOf(session, name)).map((column) => column.name);
  if (found.length === 0) throw missingTable(`Cannot read "${place}"`, table, await tableNames(session));
  refuseMissingColumns(place, fields, found, (one) => one);
  const wanted = fields.filter((field) => found.includes(field.name)).map((field) => sqlName(field.name));
  return `SELECT ${wanted.length === 0 ? 'NULL' : wanted.join(', ')} FROM ${name.sql}`;
}

async function declare(session: PostgresSession, query: string, place: string): Promise<void> {
  try {
    await session.declare(query);
  } catch (error) {
    // Class 42: what the query says is wrong, or not permitted.
    if (!/^(42|25006|0A)/.test(sqlStateOf(error))) throw error;
    const said = `Cannot read "${place}": the query fails: ${saidBy(error)}. It is one SELECT`;
    throw new RunError('query-failed', said, { cause: error });
  }
}

interface Reader {
  name: string;
  read(text: string): unknown;
}

/** By column of the answer. Throws where one is missing, or holds nothing of its field's type. */
async function readersOf(session: PostgresSession, place: string, fields: readonly NamedField[]): Promise<Reader[]> {
  const { columns } = await session.ask('FETCH 0 FROM millrace_records');
  const types = await typesOf(
    session,
    columns.map(({ oid }) => oid),
  );
  refuseMissingColumns(
    place,
    fields,
    columns.map(({ name }) => name),
    (one) => one,
  );
  return columns.map(({ name, oid }) => {
    const type = types.get(oid);
    const field = fields.find((one) => one.name === name)?.field;
    if (type === undefined || field === undefined) return { name, read: (text) => text };
    if (field.type.kind !== 'unknown' && !isFit(field.type, type)) throw unfit(place, name, field, type);
    return { name, read: fromPostgres(field.type, type) };
  });
}

function unfit(place: string, name: string, { type }: Field, { typname }: ColumnType): RunError {
  const way = 'Correct the schema, or read a query that casts it.';
  return unfitColumn(`Cannot read "${place}"`, name, printType(type), typname, way);
}

async function typesOf(session: PostgresSession, oids: readonly number[]): Promise<Map<number, ColumnType>> {
  const { rows } = await session.ask(
    `SELECT t.oid, t.typname, t.typcategory, e.typname FROM pg_type t LEFT JOIN pg_type e ON e.oid = nullif(t.typelem, 0) AND t.typcategory = 'A'
     WHERE t.oid = ANY ($1::oid[])`,
    [oids],
  );
  return new Map(
    rows.map(([oid, typname, typcategory, element]) => [
      Number(oid),
      { typname: typname ?? '', typcategory: typcategory ?? '', element: element ?? undefined },
    ]),
  );
}

async function fetch(
  session: PostgresSession,
  count: number,
  readers: readonly Reader[],
): Promise<Record<string, unknown>[] | undefined> {
  const { rows } = await session.ask(`FETCH ${count} FROM millrace_records`);
  return rows.length === 0 ? undefined : rows.map((cells) => recordOf(cells, readers));
}

function recordOf(cells: readonly Cell[], readers: readonly Reader[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  readers.forEach(({ name, read }, i) => {
    const cell = cells[i] ?? null;
    record[name] = cell === null ? null : read(cell);
  });
  return record;
}

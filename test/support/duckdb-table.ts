/** Records in a table of DuckDB, and what SQL makes of each of them; values as columns of the language give them. */

import {
  ARRAY,
  arrayValue,
  BIGINT,
  blobValue,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBIntervalValue,
  DuckDBTimestampMillisecondsValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { RecordType, ScalarName, Type } from '@millrace/grammar';
import type { Row } from './reference-evaluator.ts';

const scalarTypes: Record<ScalarName, string> = {
  bool: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  uint32: 'UINTEGER',
  uint64: 'UBIGINT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'VARCHAR',
  bytes: 'BLOB',
  timestamp: 'TIMESTAMP_MS',
  date: 'DATE',
  duration: 'INTERVAL',
  json: 'JSON',
};

/** Of scalars, and of lists and vectors of them. */
export function sqlTypeOf(type: Type): string {
  if (type.kind === 'scalar') return scalarTypes[type.name];
  if (type.kind === 'list') return `${sqlTypeOf(type.element)}[]`;
  if (type.kind === 'vector') return `${scalarTypes[type.element]}[${type.dimensions.join('')}]`;
  throw new Error(`The tests have no ${type.kind} in SQL`);
}

export class DuckDbTable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async of({ fields }: RecordType, rows: readonly Row[]): Promise<DuckDbTable> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const columns = fields.map(({ name, type }) => `"${name}" ${sqlTypeOf(type)}`).join(', ');
    await connection.run(`SET TimeZone = 'UTC'; SET threads = 1; CREATE TABLE records ("row" INTEGER, ${columns})`);
    const appender = await connection.createAppender('records');
    rows.forEach((row, index) => {
      appender.appendInteger(index);
      for (const { name, type } of fields) appender.appendValue(toDuckDb(row[name], type), duckDbType(type));
      appender.endRow();
    });
    appender.closeSync();
    return new DuckDbTable(instance, connection);
  }

  /** What a record has no value for, because DuckDB fails on it, is null. */
  async values(sql: string, type: Type): Promise<unknown[]> {
    const query = `SELECT ${comparable(sql, type)} FROM records ORDER BY "row"`;
    const reader = await this.#connection.runAndReadAll(query);
    return (reader.getColumnsJS()[0] as unknown[]).map((value) => fromDuckDb(value, type));
  }

  /** Of all records, in their order. */
  async aggregate(sql: string, type: Type): Promise<unknown> {
    const query = `SELECT CAST(${sql} AS ${sqlTypeOf(type)}) FROM (FROM records ORDER BY "row")`;
    const reader = await this.#connection.runAndReadAll(query);
    return fromDuckDb(reader.getRowsJS()[0]?.[0], type);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Told where the value alone would not tell it: a bigint may be of any size, and a list empty. */
function duckDbType(type: Type): DuckDBType | undefined {
  if (type.kind === 'list') {
    const element = duckDbType(type.element);
    return element && LIST(element);
  }
  if (type.kind === 'vector') return ARRAY(elementTypes[type.element] as DuckDBType, Number(type.dimensions[0]));
  return type.kind === 'scalar' ? elementTypes[type.name] : undefined;
}

const elementTypes: Partial<Record<ScalarName, DuckDBType>> = {
  int32: INTEGER,
  int64: BIGINT,
  float32: FLOAT,
  float64: DOUBLE,
  string: VARCHAR,
};

function toDuckDb(value: unknown, type: Type): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (type.kind === 'list') return listValue((value as unknown[]).map((one) => toDuckDb(one, type.element)));
  if (type.kind === 'vector') return arrayValue([...(value as number[])]);
  switch ((type as { name: ScalarName }).name) {
    case 'bytes':
      return blobValue(value as Uint8Array);
    case 'timestamp':
      return new DuckDBTimestampMillisecondsValue(BigInt((value as Date).getTime()));
    case 'date':
      return new DuckDBDateValue(Date.parse(`${value}T00:00:00Z`) / 86_400_000);
    case 'duration':
      return new DuckDBIntervalValue(0, 0, BigInt(value as number) * 1000n);
    default:
      return value as DuckDBValue;
  }
}

/** In the type that is expected; times as numbers, JSON as text. TRY takes no ANY, which has nothing to fail on. */
function comparable(sql: string, type: Type): string {
  const name = type.kind === 'scalar' ? type.name : undefined;
  if (name === 'timestamp') return `TRY(epoch_ms(CAST(${sql} AS TIMESTAMP_MS)))`;
  if (name === 'duration') return `TRY(epoch_us(${sql}) / 1000)`;
  if (name === 'date' || name === 'json') return `TRY(CAST(${sql} AS VARCHAR))`;
  const value = `CAST(${sql} AS ${sqlTypeOf(type)})`;
  return sql.includes(' ANY(') ? value : `TRY(${value})`;
}

function fromDuckDb(value: unknown, type: Type): unknown {
  if (value === null || type.kind !== 'scalar') return value;
  if (type.name === 'timestamp') return new Date(Number(value));
  return type.name === 'json' ? parsed(String(value)) : value;
}

/** DuckDB's JSON holds what is none elsewhere, such as NaN. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

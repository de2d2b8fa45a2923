import type { ScalarName, Type } from '@millrace/grammar';
import { sqlName } from '../duckdb.ts';

/** The language's table of types, right column. */
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

/** DuckDB's own limit. */
const arraySizeMax = 100_000;

export function sqlType(type: Type): string {
  switch (type.kind) {
    case 'scalar':
      return scalarTypes[type.name];
    case 'list':
      return `${sqlType(type.element)}[]`;
    case 'vector':
      return `${scalarTypes[type.element]}[${arraySize(type.dimensions)}]`;
    case 'record':
      return `STRUCT(${type.fields.map((field) => `${sqlName(field.name)} ${sqlType(field.type)}`).join(', ')})`;
    case 'unknown':
      return 'JSON';
  }
}

/** Row-major in one dimension; empty where the size is not fixed, which makes it a list. */
function arraySize(dimensions: (number | string)[]): string {
  const size = dimensions.reduce<number>((product, one) => product * (typeof one === 'number' ? one : Number.NaN), 1);
  return size >= 1 && size <= arraySizeMax ? `${size}` : '';
}

const scalarNames = new Map(Object.entries(scalarTypes).map(([name, sql]) => [sql, name as ScalarName]));

/** The scalar that a column of a file holds, where it is one of the language's own. */
export function scalarOf(sql: string): ScalarName | undefined {
  return sql.startsWith('TIMESTAMP') ? 'timestamp' : scalarNames.get(sql);
}

/**
 * The columns of a Parquet file, as a schema would say them. Nothing of its records is read but what the file says of its parts: a
 * column may be null unless every part counts its nulls and finds none.
 */
import type { Field } from '@millrace/grammar';
import { DuckDbSession, sqlPath } from '../connectors/duckdb.ts';
import { typeOfResult } from './type-of-result.ts';

/** `path` is absolute. Rejects with a RunError where the file is none, or is no Parquet. */
export async function columnsOfFile(path: string): Promise<Field[]> {
  const { signal } = new AbortController();
  const session = await DuckDbSession.open(`Cannot read "${path}"`, { signal });
  try {
    const filled = await filledColumns(session, path);
    const query = `FROM read_parquet(${sqlPath(path)}, hive_partitioning = false)`;
    const found = await session.describe(`SELECT * ${query}`);
    const { types } = await session.query(`SELECT * ${query} LIMIT 0`);
    return found.flatMap(({ name }, at) => {
      const type = types[at];
      return type === undefined ? [] : [{ name, type: typeOfResult(type, !filled.has(name)) }];
    });
  } finally {
    session.close();
  }
}

/** Only of columns themselves: what lies inside of one has a path of several names. */
async function filledColumns(session: DuckDbSession, path: string): Promise<Set<string>> {
  const query = `SELECT path_in_schema FROM parquet_metadata(${sqlPath(path)}) GROUP BY path_in_schema
    HAVING sum(stats_null_count) = 0 AND count(stats_null_count) = count(*)`;
  const names = new Set<string>();
  for await (const chunk of session.stream(query)) for (const name of chunk.getColumnValues(0)) names.add(String(name));
  return names;
}

import type { Connector } from './connector.ts';
import { csv } from './csv/csv.ts';
import { http } from './http/http.ts';
import { jsonl } from './jsonl/jsonl.ts';
import { parquet } from './parquet/parquet.ts';
import { postgres } from './postgres/postgres.ts';
import { sqlite } from './sqlite/sqlite.ts';
import { stdin } from './stdio/stdin.ts';
import { stdout } from './stdio/stdout.ts';

/** Every connector, by its name in a flow. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [csv, jsonl, parquet, sqlite, postgres, http, stdin, stdout].map((connector) => [connector.name, connector]),
);

import type { Connector } from './connector.ts';
import { csv } from './csv/csv.ts';
import { jsonl } from './jsonl/jsonl.ts';
import { parquet } from './parquet/parquet.ts';

/** Every connector, by its name in a flow. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [csv, jsonl, parquet].map((connector) => [connector.name, connector]),
);

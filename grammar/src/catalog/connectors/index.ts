import type { ConnectorSpec } from '../spec.ts';
import { csv } from './csv.ts';
import { jsonl } from './jsonl.ts';
import { parquet } from './parquet.ts';

export const connectors: readonly ConnectorSpec[] = [csv, jsonl, parquet];

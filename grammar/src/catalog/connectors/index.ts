import type { ConnectorSpec } from '../spec.ts';
import { csv } from './csv.ts';
import { http } from './http.ts';
import { jsonl } from './jsonl.ts';
import { parquet } from './parquet.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';
import { stdin } from './stdin.ts';
import { stdout } from './stdout.ts';

export const connectors: readonly ConnectorSpec[] = [csv, jsonl, parquet, sqlite, postgres, http, stdin, stdout];

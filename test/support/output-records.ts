import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type OutputRecord = Record<string, unknown>;

/** The records of a file that a flow wrote, read by others than us: values as JSON, those of a CSV as text. */
export async function readRecords(file: string): Promise<OutputRecord[]> {
  return path.extname(file) === '.jsonl' ? readLines(file) : queryRecords(file);
}

function readLines(file: string): OutputRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

async function queryRecords(file: string): Promise<OutputRecord[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`SELECT * FROM ${tableFunction(file)}`);
  connection.closeSync();
  instance.closeSync();
  return result.getRowObjectsJson() as OutputRecord[];
}

function tableFunction(file: string): string {
  const text = `'${file.replaceAll("'", "''")}'`;
  switch (path.extname(file)) {
    case '.csv':
      return `read_csv(${text}, all_varchar = true, header = true)`;
    case '.parquet':
      return `read_parquet(${text})`;
    default:
      throw new Error(`No way to read ${file}`);
  }
}

/**
 * Where two values differ, as a path; numbers, also those written as text, may be `tolerance` apart. undefined where they
 * are the same.
 */
export function firstDifference(actual: unknown, expected: unknown, tolerance: number, at = ''): string | undefined {
  if (isObject(actual) && isObject(expected)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    for (const key of keys) {
      const found = firstDifference(actual[key], expected[key], tolerance, `${at}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return isClose(actual, expected, tolerance)
    ? undefined
    : `${at}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isClose(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (actual === expected) return true;
  if (actual === '' || expected === '' || typeof actual !== typeof expected || actual === null) return false;
  return Math.abs(Number(actual) - Number(expected)) <= tolerance;
}

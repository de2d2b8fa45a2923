import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Field,
  type RecordType,
  recordType,
  type Scalar,
  type ScalarName,
  scalarNames,
  scalarType,
  type Type,
} from '@millrace/grammar';
import { type BadRecord, Batch, connectors } from 'millrace';

export interface Content {
  rows: Record<string, unknown>[];
  bad: BadRecord[];
  /** Message by message. */
  messages: string[];
}

export interface ReadSetting {
  batchSize?: number;
  options?: Record<string, Scalar>;
}

/** What a connector makes of a file with this content. */
export async function readContent(
  connector: 'csv' | 'jsonl' | 'parquet',
  content: string | Uint8Array,
  schema: RecordType,
  { batchSize = 100, options = {} }: ReadSetting = {},
): Promise<Content> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-content-'));
  try {
    await writeFile(join(folder, 'in'), content);
    return await readFileIn(folder, 'in', connector, schema, { batchSize, options });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function readFileIn(
  folder: string,
  path: string,
  connector: string,
  schema: RecordType,
  { batchSize = 100, options = {} }: ReadSetting = {},
): Promise<Content> {
  const open = connectors.get(connector)?.openSource;
  if (open === undefined) throw new Error(`${connector} does not read`);
  const context = { projectFolder: folder, schema, batchSize, signal: new AbortController().signal };
  const source = await open({ name: connector, options: { path, ...options } }, context);
  const found: Content = { rows: [], bad: [], messages: [] };
  try {
    for (let batch = await source.next(); batch !== undefined; batch = await source.next()) {
      found.rows.push(...new Batch({ node: 'n', sequence: 0 }, schema, batch.columns, batch.length).rows());
      found.bad.push(...batch.bad);
    }
  } finally {
    await source.close();
  }
  return { ...found, messages: found.bad.map(({ message }) => message) };
}

/** `schemaOf('id: int64, name: string?')`; scalars and lists and vectors of them. */
export function schemaOf(text: string, rules: Record<string, Field['rules']> = {}): RecordType {
  const fields = text.split(/,\s*(?![^[]*\])/).map((field): Field => {
    const [name = '', type = ''] = field.split(/:\s*/);
    return { name, type: typeNamed(type), rules: rules[name] };
  });
  return recordType(fields);
}

export function typeNamed(text: string): Type {
  const nullable = text.endsWith('?');
  const [, name = '', dimensions] = /^(\w+)(?:\[([^\]]*)\])?\??$/.exec(text) ?? [];
  if (!scalarNames.includes(name as ScalarName)) throw new Error(`no type "${text}"`);
  const scalar = scalarType(name as ScalarName, nullable);
  if (dimensions === undefined) return scalar;
  if (dimensions === '') return { kind: 'list', element: scalarType(scalar.name), nullable };
  const sizes = dimensions.split(/,\s*/).map((size) => (/^\d+$/.test(size) ? Number(size) : size));
  return { kind: 'vector', element: scalar.name, dimensions: sizes, nullable };
}

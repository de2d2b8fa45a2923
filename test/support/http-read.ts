/** Opens sources of http, and what its services answer. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { ConnectorCall, RecordType, Scalar } from '@millrace/grammar';
import { connectors, type Source } from 'millrace';
import { readRows } from './connector-contract.ts';
import { schemaOf } from './read-content.ts';

export const orderSchema = schemaOf('id: int32, word: string?');

interface Setting {
  secrets?: Record<string, string>;
  signal?: AbortSignal;
  batchSize?: number;
  schema?: RecordType;
}

export function openHttp(options: Record<string, Scalar>, setting: Setting = {}): Promise<Source> {
  const { secrets, signal = new AbortController().signal, batchSize = 100, ...rest } = setting;
  const call: ConnectorCall = { name: 'http', options: { pause: 1, ...options }, ...(secrets && { secrets }) };
  const open = connectors.get('http')?.openSource;
  if (open === undefined) throw new Error('http does not read');
  return open(call, {
    projectFolder: '.',
    schema: orderSchema,
    signal,
    batchSize,
    secret: (name) => `value of ${name}`,
    ...rest,
  });
}

export const readHttp = async (options: Record<string, Scalar>, setting?: Setting) =>
  readRows(await openHttp(options, setting), setting?.schema ?? orderSchema);

/** An address that nobody listens at any more. */
export async function nowhere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

export const jsonlOf = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
export const csvOf = (rows: Record<string, unknown>[]) =>
  `id,word\n${rows.map(({ id, word }) => `${id},${word ?? ''}\n`).join('')}`;

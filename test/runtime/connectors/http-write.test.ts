import type { ConnectorCall, Scalar } from '@millrace/grammar';
import { Batch, connectors, type Sink, type SinkContext } from 'millrace';
import { expect, test } from 'vitest';
import { makeRows } from '../../support/connector-contract.ts';
import { httpService } from '../../support/http-service.ts';
import { schemaOf } from '../../support/read-content.ts';

const schema = schemaOf('id: int32, word: string?');

function openSink(options: Record<string, Scalar>, setting: Partial<SinkContext> = {}): Promise<Sink> {
  const call: ConnectorCall = { name: 'http', options: { pause: 1, ...options }, secrets: { bearer: 'TOKEN' } };
  const open = connectors.get('http')?.openSink;
  if (open === undefined) throw new Error('http does not write');
  const { signal } = new AbortController();
  return open(call, {
    projectFolder: '.',
    schema,
    signal,
    runId: 'run',
    node: 'out put',
    secret: () => 'token',
    ...setting,
  });
}

const batch = (sequence: number, rows = makeRows(2)) => Batch.fromRows({ node: 'n', sequence }, schema, rows);

test.each([
  ['json', 'application/json', '[{"id":0,"word":null},\n{"id":1,"word":"word 1"}]'],
  ['jsonl', 'application/x-ndjson', '{"id":0,"word":null}\n{"id":1,"word":"word 1"}\n'],
  ['csv', 'text/csv; charset=utf-8', 'id,word\n0,\n1,word 1\n'],
])('a batch is one request of %s, with a key of its own', async (format, type, body) => {
  const { origin, requests } = await httpService(() => 'taken');
  const sink = await openSink({ url: `${origin}/in`, format });
  await sink.write(batch(0));
  await sink.write(batch(3));
  await sink.complete();
  expect(await sink.publish()).toEqual([{ path: `${origin}/in`, records: 4, bytes: 2 * body.length }]);
  await sink.close();
  await sink.close();
  expect(requests.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/in'],
    ['POST', '/in'],
  ]);
  expect(requests.map(({ headers }) => headers)).toMatchObject([
    { 'idempotency-key': 'run/out%20put/0', 'content-type': type, authorization: 'Bearer token' },
    { 'idempotency-key': 'run/out%20put/3', 'content-type': type },
  ]);
  if (format === 'json')
    expect(requests.map((request) => JSON.parse(request.body))).toEqual([makeRows(2), makeRows(2)]);
  expect(requests[0]?.body).toBe(body);
});

test('what is sent again has the same key and body', async () => {
  const { origin, requests } = await httpService((_, response, count) => {
    if (count === 0) response.destroy();
    if (count === 1) response.writeHead(503);
    return count === 0 ? undefined : '';
  });
  const sink = await openSink({ url: origin });
  await sink.write(batch(5));
  const keys = requests.map(({ headers, body }) => [headers['idempotency-key'], body]);
  expect(keys.length).toBe(3);
  expect(new Set(keys.map(String)).size).toBe(1);
});

test('a run that goes on counts on behind its checkpoint', async () => {
  const { origin } = await httpService(() => '');
  const sink = await openSink({ url: origin });
  await sink.write(batch(0));
  const told = await sink.checkpoint?.();
  expect(told).toEqual({ next: 1, records: 2, position: { next: 1, records: 2 } });
  const resumed = await openSink({ url: origin }, { at: told?.position });
  await resumed.write(batch(1));
  expect(await resumed.publish()).toMatchObject([{ records: 4 }]);
});

test.each([
  [301, 'http-redirect', 'it moved to'],
  [
    422,
    'http-status',
    'the service answers 422 (Unprocessable Entity): no. Check the options of http, and the records',
  ],
])('%d fails', async (status, code, said) => {
  const { origin } = await httpService((_, response) => {
    response.writeHead(status, status === 301 ? { Location: '/there' } : {});
    return 'no';
  });
  const sink = await openSink({ url: origin });
  await expect(sink.write(batch(0))).rejects.toMatchObject({ code, message: expect.stringContaining(said) });
});

test('a redirect that keeps the request is followed', async () => {
  const { origin, requests } = await httpService((_, response, count) => {
    if (count === 0) response.writeHead(308, { Location: '/there' });
    return '';
  });
  await (await openSink({ url: `${origin}/here` })).write(batch(0));
  expect(requests.map(({ path, method, body }) => [path, method, body.length > 0])).toEqual([
    ['/here', 'POST', true],
    ['/there', 'POST', true],
  ]);
});

test('an abort ends a request, and no other is sent', async () => {
  const abort = new AbortController();
  const { origin, requests } = await httpService(() => abort.abort(new Error('stopped')));
  const sink = await openSink({ url: origin }, { signal: abort.signal });
  await expect(sink.write(batch(0))).rejects.toThrow('stopped');
  await expect(sink.write(batch(1))).rejects.toThrow('stopped');
  await expect(sink.complete()).rejects.toThrow('stopped');
  expect(requests.length).toBe(1);
});

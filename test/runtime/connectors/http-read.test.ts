import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { ConnectorCall, RecordType, Scalar } from '@millrace/grammar';
import { connectors, type Source } from 'millrace';
import { describe, expect, test } from 'vitest';
import { makeRows, readBatches, readRows, rowsOf } from '../../support/connector-contract.ts';
import { type Answer, httpService } from '../../support/http-service.ts';
import { schemaOf } from '../../support/read-content.ts';

const schema = schemaOf('id: int32, word: string?');

interface Setting {
  secrets?: Record<string, string>;
  signal?: AbortSignal;
  batchSize?: number;
  schema?: RecordType;
}

function openSource(options: Record<string, Scalar>, setting: Setting = {}): Promise<Source> {
  const { secrets, signal = new AbortController().signal, batchSize = 100, ...rest } = setting;
  const call: ConnectorCall = { name: 'http', options: { pause: 1, ...options }, ...(secrets && { secrets }) };
  const open = connectors.get('http')?.openSource;
  if (open === undefined) throw new Error('http does not read');
  return open(call, { projectFolder: '.', schema, signal, batchSize, secret: (name) => `value of ${name}`, ...rest });
}

const read = async (options: Record<string, Scalar>, setting?: Setting) =>
  readRows(await openSource(options, setting), setting?.schema ?? schema);

/** An address that nobody listens at any more. */
async function nowhere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

const jsonl = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const csv = (rows: Record<string, unknown>[]) =>
  `id,word\n${rows.map(({ id, word }) => `${id},${word ?? ''}\n`).join('')}`;

describe.each<[string, (rows: Record<string, unknown>[]) => unknown]>([
  ['json', (rows) => rows],
  ['jsonl', jsonl],
  ['csv', csv],
])('%s', (format, print) => {
  test.each([0, 1, 99, 100, 101, 5000])('%d records come, in order and in whole batches', async (count) => {
    const { origin } = await httpService(() => print(makeRows(count)));
    const batches = await readBatches(await openSource({ url: `${origin}/orders`, format }));
    expect(batches.slice(0, -1).every(({ length }) => length === 100)).toBe(true);
    expect(batches.flatMap((batch) => rowsOf(batch, schema))).toEqual(makeRows(count));
  });

  test('a bad record in the middle leaves its neighbours', async () => {
    const { origin } = await httpService(() => print([...makeRows(2), { id: 'x', word: 'y' }, { id: 3, word: 'z' }]));
    const batches = await readBatches(await openSource({ url: `${origin}/orders`, format }));
    expect(batches.flatMap((batch) => rowsOf(batch, schema)).map(({ id }) => id)).toEqual([0, 1, 3]);
    const [bad, ...others] = batches.flatMap((batch) => batch.bad);
    expect(others).toEqual([]);
    expect(bad?.message).toMatch(/^(Record 3|Line 3|Line 4): column "id": "x" is not an int32$/);
    expect(bad?.source?.path).toBe(`${origin}/orders`);
  });

  test('an abort ends a wait for the service; closing is allowed twice and in the middle', async () => {
    const abort = new AbortController();
    const { origin } = await httpService((_, response) => {
      response.write(`${JSON.stringify(print(makeRows(3))).slice(0, 20)}`);
      setImmediate(() => abort.abort(new Error('stopped')));
    });
    const opening = openSource({ url: origin, format }, { signal: abort.signal }).then(async (source) => {
      try {
        return await source.next();
      } finally {
        await source.close();
        await source.close();
      }
    });
    await expect(opening).rejects.toThrow('stopped');
  });

  test('an answer that is too large is refused while it comes', async () => {
    const { origin } = await httpService(() => print(makeRows(1000)));
    const reading = openSource({ url: origin, format, max: 1000 }).then(readBatches);
    await expect(reading).rejects.toMatchObject({
      code: 'http-too-large',
      message: `Cannot read "${origin}/": the answer has more than 1000 bytes; ask for less, or raise "max"`,
    });
  });

  test('an answer that does not go on in time is given up, and asked for again where nothing of it was read', async () => {
    const { origin } = await httpService((_, response, count) =>
      count > 0 ? print(makeRows(2)) : response.flushHeaders(),
    );
    const reading = openSource({ url: origin, format, timeout: 500 }).then((source) => readRows(source, schema));
    if (format === 'json') expect(await reading).toEqual(makeRows(2));
    else await expect(reading).rejects.toMatchObject({ code: 'http-timeout' });
  });
});

describe('json', () => {
  const pageOf: Record<string, (page: number) => unknown> = {
    'data.orders': (page) => ({ data: { orders: makeRows(page) } }),
  };

  test('the list is found at its way; what is there instead is named', async () => {
    const { origin } = await httpService(() => pageOf['data.orders']?.(3));
    expect(await read({ url: origin, records: 'data.orders' })).toEqual(makeRows(3));
    const wrong = read({ url: origin, records: 'data.order' });
    await expect(wrong).rejects.toMatchObject({
      code: 'http-format',
      message: `Cannot read "${origin}/": the answer has no "data.order". It has "data"`,
    });
  });

  test('one object is one record, and integers are exact', async () => {
    const { origin } = await httpService(() => '{"id": 9007199254740993}');
    const wide = schemaOf('id: int64');
    expect(await read({ url: origin }, { schema: wide })).toEqual([{ id: 9007199254740993n }]);
  });

  test.each(['<html>', '{"id":', ''])('%j is not JSON', async (text) => {
    const { origin } = await httpService(() => text);
    await expect(read({ url: origin })).rejects.toMatchObject({ code: 'http-format' });
  });
});

describe('pages', () => {
  const total = 250;
  const rows = makeRows(total);
  const slice = (page: number) => rows.slice(page * 70, page * 70 + 70);
  const numberIn = (path: string, name: string) => Number(new URL(path, 'http://h').searchParams.get(name) ?? 0);
  const cases: [string, Record<string, Scalar>, Answer, number][] = [
    [
      'by the header Link',
      { pages: 'link' },
      ({ path }, response) => {
        const page = numberIn(path, 'p');
        if (page < 3) response.setHeader('Link', `</x?p=0>; rel="first", </x?p=${page + 1}>; rel="next"`);
        return slice(page);
      },
      4,
    ],
    [
      'by an address in the answer',
      { 'pages.next': 'paging.next', records: 'items' },
      ({ path }) => {
        const page = numberIn(path, 'p');
        return { items: slice(page), paging: { next: page < 3 ? `/x?p=${page + 1}` : null } };
      },
      4,
    ],
    [
      'by a cursor in the answer',
      { 'pages.next': 'cursor', 'pages.parameter': 'p', records: 'items' },
      ({ path }) => {
        const page = numberIn(path, 'p');
        return { items: slice(page), ...(page < 3 && { cursor: page + 1 }) };
      },
      4,
    ],
    ['by a number', { 'pages.parameter': 'p', 'pages.first': 0 }, ({ path }) => slice(numberIn(path, 'p')), 5],
    [
      'of lines, by a number',
      { 'pages.parameter': 'p', 'pages.first': 0, format: 'jsonl' },
      ({ path }) => jsonl(slice(numberIn(path, 'p'))).trimEnd(),
      5,
    ],
  ];

  test.each(cases)('%s', async (_, options, answer, count) => {
    const { origin, requests } = await httpService(answer);
    const batches = await readBatches(await openSource({ url: `${origin}/x`, ...options }));
    expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(batches.flatMap((batch) => rowsOf(batch, schema))).toEqual(rows);
    expect(requests.length).toBe(count);
  });

  test('that lead in a circle, or to another host, are refused', async () => {
    const circle = await httpService(() => ({ items: [], next: '/x' }));
    const options = { 'pages.next': 'next', records: 'items' };
    await expect(read({ url: `${circle.origin}/x`, ...options })).rejects.toThrow('its pages lead in a circle');
    const away = await httpService(() => ({ items: [], next: 'http://other.example/x' }));
    await expect(read({ url: `${away.origin}/x`, ...options })).rejects.toThrow('the next page is on another host');
  });

  test('one page is asked for when it is needed', async () => {
    const { origin, requests } = await httpService(({ path }) => slice(numberIn(path, 'p')));
    const source = await openSource({ url: origin, 'pages.parameter': 'p', 'pages.first': 0 }, { batchSize: 70 });
    await source.next();
    expect(requests.length).toBe(1);
    await source.close();
  });
});

describe('failures', () => {
  test.each([429, 500, 502, 503])('%d is of the moment', async (status) => {
    const { origin, requests } = await httpService((_, response, count) => {
      if (count < 2) response.writeHead(status, { 'Retry-After': '0' });
      return count < 2 ? '' : makeRows(2);
    });
    expect(await read({ url: origin })).toEqual(makeRows(2));
    expect(requests.length).toBe(3);
  });

  test('a connection that breaks in the middle of json is asked again', async () => {
    const { origin } = await httpService((_, response, count) => {
      if (count > 0) return makeRows(2);
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('[{"id":', () => response.destroy());
      return undefined;
    });
    expect(await read({ url: origin })).toEqual(makeRows(2));
  });

  test('and of lines it fails, for half of them were read', async () => {
    const { origin } = await httpService((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write(jsonl(makeRows(2)), () => response.destroy());
    });
    await expect(read({ url: origin, format: 'jsonl' })).rejects.toMatchObject({
      code: 'http-unreachable',
      message: `Cannot read "${origin}/": the connection broke; try again`,
    });
  });

  test.each<[number, RegExp]>([
    [400, /answers 400 \(Bad Request\): no such field\. Check the options/],
    [401, /answers 401 \(Unauthorized\): no such field\. Check the secret/],
    [404, /answers 404 \(Not Found\): no such field\. Check the address$/],
    [503, /answers 503 \(Service Unavailable\): no such field\. Try again later$/],
  ])('%d is told', async (status, said) => {
    const { origin, requests } = await httpService((_, response) => {
      response.writeHead(status);
      return 'no such\nfield';
    });
    await expect(read({ url: origin, retries: 1 })).rejects.toMatchObject({
      code: 'http-status',
      message: expect.stringMatching(said),
    });
    expect(requests.length).toBe(status === 503 ? 2 : 1);
  });

  test('an abort ends the pause before a retry', async () => {
    const abort = new AbortController();
    const { origin } = await httpService((_, response) => {
      response.writeHead(503, { 'Retry-After': '60' });
      setImmediate(() => abort.abort(new Error('stopped')));
      return '';
    });
    await expect(read({ url: origin }, { signal: abort.signal })).rejects.toThrow('stopped');
  });

  test('nobody answers', async () => {
    const url = await nowhere();
    await expect(read({ url, retries: 0 })).rejects.toMatchObject({
      code: 'http-unreachable',
      message: `Cannot read "${url}/": nothing answers there; check the address`,
    });
  });
});

describe('what is secret', () => {
  const secrets = { 'headers.X-Key': 'KEY', bearer: 'TOKEN' };

  test('goes into headers, and to its own host alone', async () => {
    const other = await httpService(() => makeRows(1));
    const { origin, requests } = await httpService((_, response, count) => {
      if (count === 0) response.writeHead(302, { Location: '/moved' });
      if (count === 1) response.writeHead(307, { Location: `${other.origin}/there` });
      return '';
    });
    expect(await read({ url: origin, 'headers.Accept': 'a/b' }, { secrets })).toEqual(makeRows(1));
    const sent = { 'x-key': 'value of KEY', authorization: 'Bearer value of TOKEN', accept: 'a/b' };
    expect(requests.map(({ headers }) => headers)).toMatchObject([sent, sent]);
    const [away] = other.requests;
    expect(away?.path).toBe('/there');
    expect([away?.headers['x-key'], away?.headers.authorization]).toEqual([undefined, undefined]);
  });

  test('of an address is in no message', async () => {
    const { origin } = await httpService((_, response) => {
      response.writeHead(404);
      return '';
    });
    const url = `${origin.replace('//', '//user:hunter2@')}/secret/path?key=hunter3`;
    const open = connectors.get('http')?.openSource;
    const opened = open?.(
      { name: 'http', options: {}, secrets: { url: 'URL' } },
      { projectFolder: '.', schema, signal: new AbortController().signal, batchSize: 10, secret: () => url },
    );
    const failure = await opened?.then(readBatches).catch(({ message }: Error) => message);
    expect(failure).toBe(`Cannot read "${origin}": the service answers 404 (Not Found). Check the address`);
  });

  test.each(['file:///etc/passwd', 'ftp://h/x', 'gopher://h'])('a redirect to %s is refused', async (location) => {
    const { origin } = await httpService((_, response) => {
      response.writeHead(302, { Location: location });
      return '';
    });
    await expect(read({ url: origin })).rejects.toMatchObject({ code: 'http-redirect' });
  });

  test('redirects end', async () => {
    const { origin, requests } = await httpService((_, response) => {
      response.writeHead(302, { Location: '/again' });
      return '';
    });
    await expect(read({ url: origin })).rejects.toThrow('it redirects more than 10 times');
    expect(requests.length).toBe(11);
  });

  test('a header has one line', async () => {
    const opening = openSource({ url: 'http://127.0.0.1:1', 'headers.A': 'x\r\nEvil: y' });
    await expect(opening).rejects.toMatchObject({ code: 'option-invalid' });
  });
});

test('records are asked for with a body', async () => {
  const { origin, requests } = await httpService(() => makeRows(1));
  await read({ url: origin, method: 'POST', body: '{"q":1}' });
  expect(requests).toMatchObject([
    { method: 'POST', body: '{"q":1}', headers: { 'content-type': 'application/json' } },
  ]);
});

import type { Scalar } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { makeRows, readBatches, readRows, rowsOf } from '../../support/connector-contract.ts';
import { csvOf, jsonlOf, openHttp, orderSchema, readHttp } from '../../support/http-read.ts';
import { type Answer, httpService } from '../../support/http-service.ts';
import { schemaOf } from '../../support/read-content.ts';

describe.each<[string, (rows: Record<string, unknown>[]) => unknown]>([
  ['json', (rows) => rows],
  ['jsonl', jsonlOf],
  ['csv', csvOf],
])('%s', (format, print) => {
  test.each([0, 1, 99, 100, 101, 5000])('%d records come, in order and in whole batches', async (count) => {
    const { origin } = await httpService(() => print(makeRows(count)));
    const batches = await readBatches(await openHttp({ url: `${origin}/orders`, format }));
    expect(batches.slice(0, -1).every(({ length }) => length === 100)).toBe(true);
    expect(batches.flatMap((batch) => rowsOf(batch, orderSchema))).toEqual(makeRows(count));
  });

  test('a bad record in the middle leaves its neighbours', async () => {
    const { origin } = await httpService(() => print([...makeRows(2), { id: 'x', word: 'y' }, { id: 3, word: 'z' }]));
    const batches = await readBatches(await openHttp({ url: `${origin}/orders`, format }));
    expect(batches.flatMap((batch) => rowsOf(batch, orderSchema)).map(({ id }) => id)).toEqual([0, 1, 3]);
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
    const opening = openHttp({ url: origin, format }, { signal: abort.signal }).then(async (source) => {
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
    const reading = openHttp({ url: origin, format, max: 1000 }).then(readBatches);
    await expect(reading).rejects.toMatchObject({
      code: 'http-too-large',
      message: `Cannot read "${origin}/": the answer has more than 1000 bytes; ask for less, or raise "max"`,
    });
  });

  test('an answer that does not go on in time is given up, and asked for again where nothing of it was read', async () => {
    const { origin } = await httpService((_, response, count) =>
      count > 0 ? print(makeRows(2)) : response.flushHeaders(),
    );
    const reading = openHttp({ url: origin, format, timeout: 500 }).then((source) => readRows(source, orderSchema));
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
    expect(await readHttp({ url: origin, records: 'data.orders' })).toEqual(makeRows(3));
    const wrong = readHttp({ url: origin, records: 'data.order' });
    await expect(wrong).rejects.toMatchObject({
      code: 'http-format',
      message: `Cannot read "${origin}/": the answer has no "data.order". It has "data"`,
    });
  });

  test('one object is one record, and integers are exact', async () => {
    const { origin } = await httpService(() => '{"id": 9007199254740993}');
    const wide = schemaOf('id: int64');
    expect(await readHttp({ url: origin }, { schema: wide })).toEqual([{ id: 9007199254740993n }]);
  });

  test.each(['<html>', '{"id":', ''])('%j is not JSON', async (text) => {
    const { origin } = await httpService(() => text);
    await expect(readHttp({ url: origin })).rejects.toMatchObject({ code: 'http-format' });
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
      ({ path }) => jsonlOf(slice(numberIn(path, 'p'))).trimEnd(),
      5,
    ],
  ];

  test.each(cases)('%s', async (_, options, answer, count) => {
    const { origin, requests } = await httpService(answer);
    const batches = await readBatches(await openHttp({ url: `${origin}/x`, ...options }));
    expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(batches.flatMap((batch) => rowsOf(batch, orderSchema))).toEqual(rows);
    expect(requests.length).toBe(count);
  });

  test('that lead in a circle, or to another host, are refused', async () => {
    const circle = await httpService(() => ({ items: [], next: '/x' }));
    const options = { 'pages.next': 'next', records: 'items' };
    await expect(readHttp({ url: `${circle.origin}/x`, ...options })).rejects.toThrow('its pages lead in a circle');
    const away = await httpService(() => ({ items: [], next: 'http://other.example/x' }));
    await expect(readHttp({ url: `${away.origin}/x`, ...options })).rejects.toThrow('the next page is on another host');
  });

  test('one page is asked for when it is needed', async () => {
    const { origin, requests } = await httpService(({ path }) => slice(numberIn(path, 'p')));
    const source = await openHttp({ url: origin, 'pages.parameter': 'p', 'pages.first': 0 }, { batchSize: 70 });
    await source.next();
    expect(requests.length).toBe(1);
    await source.close();
  });
});

test('records are asked for with a body', async () => {
  const { origin, requests } = await httpService(() => makeRows(1));
  await readHttp({ url: origin, method: 'POST', body: '{"q":1}' });
  expect(requests).toMatchObject([
    { method: 'POST', body: '{"q":1}', headers: { 'content-type': 'application/json' } },
  ]);
});

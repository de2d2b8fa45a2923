import { connectors } from 'millrace';
import { describe, expect, test } from 'vitest';
import { makeRows, readBatches } from '../../support/connector-contract.ts';
import { jsonlOf, nowhere, openHttp, orderSchema, readHttp } from '../../support/http-read.ts';
import { httpService } from '../../support/http-service.ts';

describe('failures', () => {
  test.each([429, 500, 502, 503])('%d is of the moment', async (status) => {
    const { origin, requests } = await httpService((_, response, count) => {
      if (count < 2) response.writeHead(status, { 'Retry-After': '0' });
      return count < 2 ? '' : makeRows(2);
    });
    expect(await readHttp({ url: origin })).toEqual(makeRows(2));
    expect(requests.length).toBe(3);
  });

  test('a connection that breaks in the middle of json is asked again', async () => {
    const { origin } = await httpService((_, response, count) => {
      if (count > 0) return makeRows(2);
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('[{"id":', () => response.destroy());
      return undefined;
    });
    expect(await readHttp({ url: origin })).toEqual(makeRows(2));
  });

  test('and of lines it fails, for half of them were read', async () => {
    const { origin } = await httpService((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write(jsonlOf(makeRows(2)), () => response.destroy());
    });
    await expect(readHttp({ url: origin, format: 'jsonl' })).rejects.toMatchObject({
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
    await expect(readHttp({ url: origin, retries: 1 })).rejects.toMatchObject({
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
    await expect(readHttp({ url: origin }, { signal: abort.signal })).rejects.toThrow('stopped');
  });

  test('nobody answers', async () => {
    const url = await nowhere();
    await expect(readHttp({ url, retries: 0 })).rejects.toMatchObject({
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
    expect(await readHttp({ url: origin, 'headers.Accept': 'a/b' }, { secrets })).toEqual(makeRows(1));
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
      {
        projectFolder: '.',
        schema: orderSchema,
        signal: new AbortController().signal,
        batchSize: 10,
        secret: () => url,
      },
    );
    const failure = await opened?.then(readBatches).catch(({ message }: Error) => message);
    expect(failure).toBe(`Cannot read "${origin}": the service answers 404 (Not Found). Check the address`);
  });

  test.each(['file:///etc/passwd', 'ftp://h/x', 'gopher://h'])('a redirect to %s is refused', async (location) => {
    const { origin } = await httpService((_, response) => {
      response.writeHead(302, { Location: location });
      return '';
    });
    await expect(readHttp({ url: origin })).rejects.toMatchObject({ code: 'http-redirect' });
  });

  test('redirects end', async () => {
    const { origin, requests } = await httpService((_, response) => {
      response.writeHead(302, { Location: '/again' });
      return '';
    });
    await expect(readHttp({ url: origin })).rejects.toThrow('it redirects more than 10 times');
    expect(requests.length).toBe(11);
  });

  test('a header has one line', async () => {
    const opening = openHttp({ url: 'http://127.0.0.1:1', 'headers.A': 'x\r\nEvil: y' });
    await expect(opening).rejects.toMatchObject({ code: 'option-invalid' });
  });
});

/** Parameters that are none: each request says what is wrong with them, and the server goes on. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorCodes } from 'vscode-jsonrpc/node';
import { laterRequests, ownRequests, standardRequests } from '../support/every-request.ts';
import { FlowServerProcess } from '../support/flow-server-process.ts';
import { paymentFlow } from '../support/payment-flow.ts';

const uri = 'untitled:Untitled-1';
const position = {
  line: paymentFlow.slice(0, paymentFlow.indexOf('filter large')).split('\n').length - 1,
  character: 10,
};
const capabilities = {
  textDocument: { diagnostic: {}, rangeFormatting: { rangesSupport: true } },
  workspace: { diagnostics: { refreshSupport: true } },
};
const standard = standardRequests(uri, position).map(([, method, params]): [string, object] => [method, params]);
const requests = [...standard, ...laterRequests(uri, position), ...ownRequests(uri, position)];

let server: FlowServerProcess;
beforeAll(async () => {
  server = new FlowServerProcess();
  await server.connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  await server.connection.sendNotification('initialized', {});
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'flow', version: 1, text: paymentFlow },
  });
});
afterAll(async () => {
  // A second answer of something that failed would be told here.
  expect(await server.stop()).toEqual({ code: 0, errors: '' });
});

interface Answer {
  code?: number;
  message?: string;
}

function ask(method: string, params: unknown): Promise<Answer> {
  return server.connection.sendRequest(method, params).then(
    () => ({}),
    ({ code, message }: Answer) => ({ code, message }),
  );
}

type Json = Record<string, unknown>;

/** Each way to write another value, or none, in the place of one member, and the path of it. */
function* damaged(params: unknown, values: readonly unknown[], path = ''): Generator<[string, unknown]> {
  if (typeof params !== 'object' || params === null) return;
  for (const [name, member] of Object.entries(params)) {
    const here = Array.isArray(params) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    for (const value of values) yield [here, replaced(params, name, value)];
    for (const [inner, one] of damaged(member, values, here)) yield [inner, replaced(params, name, one)];
  }
}

function replaced(params: object, name: string, value: unknown): unknown {
  if (!Array.isArray(params)) return { ...params, [name]: value };
  return params.map((one, i) => (String(i) === name ? value : one));
}

describe.each(requests)('%s', (method, params) => {
  test('is known, and answers what is right', async () => {
    expect(await ask(method, params)).not.toMatchObject({ code: ErrorCodes.MethodNotFound });
    expect(await ask(method, params)).not.toMatchObject({ code: ErrorCodes.InvalidParams });
  });

  test('answers, or says which parameter is wrong', async () => {
    for (const [path, wrong] of damaged(params, [undefined, null, 'x', -1, 0.5, true, [], [null], {}])) {
      const { code, message } = await ask(method, wrong);
      const isSane = code === undefined || code === -32803 || code === ErrorCodes.InvalidParams;
      expect([path, wrong, code, message, isSane]).toEqual([path, wrong, code, message, true]);
    }
  });

  test('says what is missing where nothing is given', async () => {
    const { code, message } = await ask(method, {});
    const needsNothing = method === 'millrace/listTests';
    expect(code).toBe(needsNothing ? undefined : ErrorCodes.InvalidParams);
    if (!needsNothing) expect(message).toMatch(/^\S+ is missing: it has to be /);
  });

  test('answers for places behind the end', async () => {
    const far = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    const text = JSON.stringify(params).replaceAll(JSON.stringify(position), JSON.stringify(far));
    const { code, message } = await ask(method, JSON.parse(text) as Json);
    expect([code, message]).toEqual([code === -32803 ? code : undefined, code === -32803 ? message : undefined]);
  });
});

test.each([
  [{ textDocument: { uri }, position: '3:4' }, 'position is "3:4": it has to be an object.'],
  [
    { textDocument: { uri }, position: { line: '3', character: 4 } },
    'position.line is "3": it has to be a whole number from 0 on.',
  ],
  [
    { textDocument: { uri }, position: { line: 3, character: -4 } },
    'position.character is -4: it has to be a whole number from 0 on.',
  ],
  [
    { textDocument: { uri: 'main.flow' }, position },
    'textDocument.uri is "main.flow": it has to be the URI of a file.',
  ],
  [{ position }, 'textDocument is missing: it has to be an object.'],
  [[], 'parameters by name'],
])('hover with %j', async (params, message) => {
  const answer = await ask('textDocument/hover', params);
  expect(answer).toEqual({ code: ErrorCodes.InvalidParams, message: expect.stringContaining(message) });
});

test.each([undefined, null, {}, { processId: null, rootUri: null, capabilities: null }])(
  'a client that does not say what it can do is greeted: %j',
  async (hello) => {
    const other = new FlowServerProcess();
    const params = [hello].filter((one) => one !== undefined);
    const greeting = await other.connection.sendRequest<Answer>('initialize', ...params);
    expect(greeting).toMatchObject({ capabilities: { hoverProvider: true } });
    await other.connection.sendNotification('initialized', {});
    expect(await other.stop()).toEqual({ code: 0, errors: '' });
  },
);

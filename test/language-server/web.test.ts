/** The server as a worker of a browser gives the answers that the process gives, wherever no file is asked for. */

import { methods } from '@millrace/language-server/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { withStatement } from '../support/payment-flow.ts';
import { startWebServer, type WebServer } from '../support/web-server.ts';

const uri = 'inmemory://model/main.flow';
const text = withStatement('filter odd(large) where nowhere > 1');

let web: WebServer;
let client: FlowClient;
/** The last diagnostics of each, until the next are there. */
const told = new Map<MessageConnection, PromiseWithResolvers<unknown[]>>();

beforeAll(async () => {
  web = await startWebServer();
  client = await FlowClient.start(folderWith({}), undefined, { workspaceFolders: null });
  await web.connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await web.connection.sendNotification('initialized', {});
  for (const connection of [web.connection, client.connection]) {
    told.set(connection, Promise.withResolvers());
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) =>
      told.get(connection)?.resolve(diagnostics),
    );
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'flow', version: 1, text },
    });
  }
}, 60_000);
afterAll(async () => {
  await client.stop();
  await web.stop();
});

async function both(method: string, params: object): Promise<[unknown, unknown]> {
  const answers = [web.connection, client.connection].map((one) => one.sendRequest(method, params));
  return (await Promise.all(answers)) as [unknown, unknown];
}

test('diagnostics', async () => {
  const [ofWeb, ofProcess] = await Promise.all(
    [web.connection, client.connection].map((one) => told.get(one)?.promise),
  );
  const words = (found: unknown) =>
    (found as { code: string; range: object }[]).map(({ code, range }) => ({ code, range }));
  expect(words(ofWeb)).toEqual(words(ofProcess));
  expect(words(ofWeb).map(({ code }) => code)).toContain('FLOW201');
});

const textDocument = { uri };
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('of the whole text', () => {
  test.each<[string, object]>([
    ['textDocument/documentSymbol', { textDocument }],
    ['textDocument/foldingRange', { textDocument }],
    ['textDocument/semanticTokens/full', { textDocument }],
    ['textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } }],
    ['textDocument/inlayHint', { textDocument, range: whole }],
    ['workspace/symbol', { query: 'Pay' }],
    [methods.openDiagram, { uri }],
    [methods.listFlows, { uri }],
  ])('%s', async (method, params) => {
    const [ofWeb, ofProcess] = await both(method, params);
    expect(ofWeb).toEqual(ofProcess);
    expect(JSON.stringify(ofWeb).length).toBeGreaterThan(1);
  });
});

describe('at every word', () => {
  const words = text
    .split('\n')
    .flatMap((content, line) => [...content.matchAll(/\w+/g)].map(({ index }) => ({ line, character: index + 1 })));

  test.each([
    'textDocument/completion',
    'textDocument/hover',
    'textDocument/definition',
    'textDocument/references',
    'textDocument/documentHighlight',
    'textDocument/prepareRename',
    'textDocument/signatureHelp',
  ])('%s', async (method) => {
    let answered = 0;
    for (const position of words) {
      const context = { includeDeclaration: true };
      const [ofWeb, ofProcess] = await both(method, { textDocument, position, context });
      expect(ofWeb).toEqual(ofProcess);
      if (ofWeb !== null) answered++;
    }
    expect(answered).toBeGreaterThan(0);
  });
});

test('files are asked of a client that says it has them, and imports are found', async () => {
  const server = await startWebServer();
  const { connection } = server;
  const texts: Record<string, string> = {
    'vscode-vfs://github/o/r/rows.flow': 'schema Row { a: int32 }\n',
    'vscode-vfs://github/o/r/main.flow':
      'import { Row } from "./rows.flow"\nflow F {\n  read r: Row from csv("r.csv")\n  filter f(r) where b > 1\n  write w(f) to csv("w.csv")\n}\n',
  };
  connection.onRequest(methods.readFile, (params: { uri: string }) => texts[decodeURIComponent(params.uri)] ?? null);
  connection.onRequest(methods.readFolder, () => ['rows.flow', 'main.flow'].map((name) => ({ name, isFolder: false })));
  const found = new Promise((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', ({ uri: of, diagnostics }) => {
      if (of.endsWith('main.flow')) resolve(diagnostics.map(({ code }: { code: string }) => code));
    });
  });
  const folder = { uri: 'vscode-vfs://github/o/r', name: 'r' };
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [folder],
    initializationOptions: { files: true },
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  expect(await found).toEqual(['FLOW201']);
  expect(server.errors).toEqual([]);
  await server.stop();
});

test('it writes to no console', () => {
  expect(web.errors).toEqual([]);
});

/** The server's process from its start to its end, over stdio: cancelled requests, bugs, crashes and goodbyes. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { InitializeResult } from 'vscode-languageserver';
import { ownRequests, standardRequests } from '../support/every-request.ts';
import { FlowClient } from '../support/flow-client.ts';
import { FlowServerProcess } from '../support/flow-server-process.ts';
import { folderWith } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

const hello = { processId: null, rootUri: null, capabilities: {} };
const uri = 'untitled:Untitled-1';
const textDocument = { uri };

async function start(params: object = {}, server = new FlowServerProcess()) {
  const { capabilities } = await server.connection.sendRequest<InitializeResult>('initialize', { ...hello, ...params });
  await server.connection.sendNotification('initialized', {});
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'flow', version: 1, text: paymentFlow },
  });
  return { server, capabilities };
}

/** Another version, so that a request has to wait for a build. */
function type(server: FlowServerProcess, version: number): Promise<void> {
  const contentChanges = [{ text: withStatement(`filter f${version}(large) where amount > ${version}`) }];
  return server.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges,
  });
}

describe('a cancelled request', () => {
  const position = {
    line: paymentFlow.slice(0, paymentFlow.indexOf('filter large')).split('\n').length - 1,
    character: 10,
  };
  const diagnostic = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

  const requests = standardRequests(uri, position);
  const own = ownRequests(uri, position);

  test('is answered as cancelled or in full, whichever it is, and the next one in full', async () => {
    const { server, capabilities } = await start({ capabilities: diagnostic });
    const standard = requests.filter(([capability]) => capabilities[capability]);
    // Ours are asked again and again: whether one has to wait depends on how far the text is built by then.
    const often = Array.from({ length: 5 }, () => own).flat();
    const offered = [...standard.map(([, method, params]) => [method, params] as const), ...often];
    expect(offered.length).toBeGreaterThan(15);
    let version = 1;
    for (const [method, params] of offered) {
      await type(server, ++version);
      const source = new CancellationTokenSource();
      const answer = server.connection.sendRequest(method, params, source.token);
      source.cancel();
      const outcome = await answer.then(
        () => 'answered',
        (failure: { code: number }) => failure.code,
      );
      expect([method, outcome, ['answered', -32800].includes(outcome)]).toEqual([method, outcome, true]);
      await server.connection.sendRequest(method, params);
    }
    expect(await server.stop()).toEqual({ code: 0, errors: '' });
  });

  test('has no capability beside it that this test does not know', async () => {
    const { server, capabilities } = await start({ capabilities: diagnostic });
    const known = new Set<string>(requests.map(([capability]) => capability));
    const others = ['textDocumentSync', 'workspace', 'positionEncoding', 'executeCommandProvider'];
    const found = Object.entries(capabilities).filter(([, value]) => value !== undefined && value !== false);
    expect(found.map(([name]) => name).filter((name) => !known.has(name) && !others.includes(name))).toEqual([]);
    await server.stop();
  });
});

describe('the end', () => {
  test('behind a shutdown is one as wanted, without one it is not', async () => {
    const { server } = await start();
    expect((await server.stop()).code).toBe(0);
    const { server: other } = await start();
    await other.connection.sendNotification('exit');
    expect((await other.ended).code).toBe(1);
  });

  test('comes when the client is gone', async () => {
    const client = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const { server } = await start({ processId: client.pid });
    client.kill('SIGKILL');
    expect((await server.ended).errors).toBe('');
  }, 20_000);

  test('comes when nobody listens any more', async () => {
    const { server } = await start();
    server.process.stdin?.end();
    expect((await server.ended).code).toBe(1);
  });
});

test('after a crash the next server says the same', async () => {
  const folder = folderWith({ 'main.flow': paymentFlow.replace('where amount', 'where amuont') });
  const told = async (client: FlowClient) => {
    await client.open('main.flow');
    return client.diagnostics('main.flow');
  };
  const first = await FlowClient.start(folder);
  const before = await told(first);
  process.kill(first.pid, 'SIGKILL');
  const second = await FlowClient.start(folder);
  expect(await told(second)).toEqual(before);
  expect(before.map(({ code }) => code)).toContain('FLOW201');
  await second.stop();
});

test('a bug that nobody caught is told to the log, and the server goes on', async () => {
  const bug = join(folderWith({}), 'bug.mjs');
  const code = 'setTimeout(() => { void Promise.reject(new Error("dropped")); throw new Error("thrown"); }, 300);\n';
  writeFileSync(bug, code);
  const server = new FlowServerProcess([pathToFileURL(bug).href]);
  const logged: string[] = [];
  const both = Promise.withResolvers<void>();
  server.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
    if (logged.length === 2) both.resolve();
  });
  await start({}, server);
  await both.promise;
  expect(logged.join('\n')).toMatch(/thrown[\s\S]*dropped|dropped[\s\S]*thrown/);
  await type(server, 2);
  const hover = await server.connection.sendRequest('textDocument/hover', {
    textDocument,
    position: { line: 1, character: 8 },
  });
  expect(hover).toBeDefined();
  expect(await server.stop()).toEqual({ code: 0, errors: '' });
});

test('it can be traced, and is not confused by what it does not know', async () => {
  const { server } = await start({ trace: 'off' });
  await server.connection.sendNotification('$/setTrace', { value: 'verbose' });
  await server.connection.sendNotification('$/somethingNew', {});
  await server.connection.sendNotification('somethingNew', {});
  await expect(server.connection.sendRequest('somethingNew', {})).rejects.toMatchObject({ code: -32601 });
  expect(await server.connection.sendRequest('textDocument/documentSymbol', { textDocument })).not.toEqual([]);
  expect(await server.stop()).toEqual({ code: 0, errors: '' });
});

describe('while a large project is read', () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.flow`, paymentFlow.repeat(3)]));
  const capabilities = { window: { workDoneProgress: true } };

  async function progressOf(act: (server: FlowServerProcess, token: unknown) => void) {
    const folder = folderWith(files);
    const server = new FlowServerProcess();
    const told: { kind: string; message?: string; cancellable?: boolean }[] = [];
    const ended = Promise.withResolvers<void>();
    server.connection.onRequest('window/workDoneProgress/create', () => null);
    server.connection.onNotification('$/progress', ({ token, value }) => {
      told.push(value);
      if (value.kind === 'begin') act(server, token);
      if (value.kind === 'end') ended.resolve();
    });
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'p' }];
    await server.connection.sendRequest('initialize', { ...hello, workspaceFolders, capabilities });
    await server.connection.sendNotification('initialized', {});
    await ended.promise;
    return { server, told, folder };
  }

  test('a client that can show it is told how far it is', async () => {
    const { server, told } = await progressOf(() => {});
    expect(told[0]).toMatchObject({
      kind: 'begin',
      cancellable: true,
      message: expect.stringMatching(/^\d+ of 300 files$/),
    });
    expect(told.at(-1)).toEqual({ kind: 'end' });
    expect(await server.stop()).toEqual({ code: 0, errors: '' });
  });

  test('a person may stop it, and what is opened then is known all the same', async () => {
    const { server, folder } = await progressOf((one, token) => {
      void one.connection.sendNotification('window/workDoneProgress/cancel', { token });
    });
    const file = pathToFileURL(join(folder, 'f299.flow')).href;
    const open = { uri: file, languageId: 'flow', version: 1, text: paymentFlow };
    await server.connection.sendNotification('textDocument/didOpen', { textDocument: open });
    const symbols = await server.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri: file } });
    expect(JSON.stringify(symbols)).toContain('Payment');
    expect(await server.stop()).toEqual({ code: 0, errors: '' });
  });
});

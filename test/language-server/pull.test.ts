/** Diagnostics that the client asks for, over stdio. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ClientCapabilities, DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const files = {
  'rows.flow': 'schema Row { a: int32 }\n',
  'main.flow': `import { Row } from "./rows.flow"
flow F {
  read r: Row from csv("r.csv")
  filter f(r) where a > 1
  write w(f) to csv("w.csv")
}
`,
  'r.csv': 'a\n',
};

const pulling = {
  capabilities: {
    workspace: { diagnostics: { refreshSupport: true } },
    textDocument: { diagnostic: { relatedDocumentSupport: true } },
  },
};

const clients: FlowClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

/** With a way to wait for the server to ask for another pull. */
async function start(texts: Record<string, string>, params = pulling) {
  const folder = folderWith(texts);
  const client = await FlowClient.start(folder, undefined, params);
  clients.push(client);
  let refreshed = Promise.withResolvers<void>();
  client.connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshed.resolve();
    return null;
  });
  const refresh = async () => {
    await refreshed.promise;
    refreshed = Promise.withResolvers<void>();
  };
  const pull = (name: string, previousResultId?: string) =>
    client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: client.uri(name) },
      previousResultId,
    });
  return { client, folder, refresh, pull };
}

function codes(report: { kind: string; items?: { code?: unknown }[] }): unknown {
  return report.kind === 'full' ? report.items?.map(({ code }) => code) : report.kind;
}

test('a client that can pull is told how, and is sent nothing unasked', async () => {
  const { client, pull } = await start(files);
  expect(client.capabilities.diagnosticProvider).toEqual({
    identifier: 'millrace',
    interFileDependencies: true,
    workspaceDiagnostics: true,
  });
  let pushed = 0;
  client.connection.onNotification('textDocument/publishDiagnostics', () => void pushed++);
  await client.open('main.flow', files['main.flow'].replace('a > 1', 'b > 1'));
  expect(codes(await pull('main.flow'))).toEqual(['FLOW201']);
  expect(pushed).toBe(0);
});

test.each<[name: string, capabilities: ClientCapabilities]>([
  ['that cannot pull', {}],
  ['that cannot be asked to pull again', { textDocument: { diagnostic: {} } }],
])('a client %s is sent diagnostics', async (_, capabilities) => {
  const client = await FlowClient.start(folderWith(files), undefined, { capabilities });
  clients.push(client);
  expect(client.capabilities.diagnosticProvider).toBeUndefined();
  await client.open('main.flow', 'flow F {}');
  expect((await client.diagnostics('main.flow')).map(({ code }) => code)).toEqual(['FLOW308']);
});

test('the answer is that of the text as it is now, and "as before" where nothing has changed', async () => {
  const { client, pull } = await start(files);
  await client.open('main.flow');
  const first = await pull('main.flow');
  expect(codes(first)).toEqual([]);
  expect(codes(await pull('main.flow', first.resultId))).toBe('unchanged');
  await client.change('main.flow', `${files['main.flow']}\n`);
  expect(codes(await pull('main.flow', first.resultId))).toBe('unchanged');
  await client.change('main.flow', files['main.flow'].replace('a > 1', 'b > 1'));
  expect(codes(await pull('main.flow', first.resultId))).toEqual(['FLOW201']);
});

test('a change of an imported file asks for another pull, and of related documents', async () => {
  const { client, pull, refresh } = await start(files);
  await client.open('main.flow');
  await client.open('rows.flow');
  expect(codes(await pull('main.flow'))).toEqual([]);
  await client.change('rows.flow', 'schema Row { b: int32 }\n');
  await refresh();
  expect(codes(await pull('main.flow'))).toEqual(['FLOW201']);
  await client.change('rows.flow', 'schema Row { a: int32 }\n');
  await refresh();
  expect(codes(await pull('main.flow'))).toEqual([]);
});

test('of the workspace every file is told, and then what changes, when it changes', async () => {
  const { client, folder } = await start(files);
  const { connection } = client;
  const pullAll = (previousResultIds: { uri: string; value: string }[]) =>
    connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
  const known = new Map<string, string>();
  while (known.size < 2) {
    const { items } = await pullAll([...known].map(([uri, value]) => ({ uri, value })));
    for (const { uri, resultId = '' } of items) known.set(uri, resultId);
  }
  expect([...known.keys()].sort()).toEqual([client.uri('main.flow'), client.uri('rows.flow')]);

  const waiting = pullAll([...known].map(([uri, value]) => ({ uri, value })));
  writeFileSync(join(folder, 'rows.flow'), 'schema Row { b: int32 }\n');
  await client.changedFile('rows.flow', 2);
  const { items } = await waiting;
  expect(items.map((item) => [item.uri, codes(item)])).toEqual([[client.uri('main.flow'), ['FLOW201']]]);
  for (const { uri, resultId = '' } of items) known.set(uri, resultId);

  rmSync(join(folder, 'main.flow'));
  const gone = pullAll([...known].map(([uri, value]) => ({ uri, value })));
  await client.changedFile('main.flow', 3);
  expect((await gone).items.map((item) => [item.uri, codes(item)])).toEqual([[client.uri('main.flow'), []]]);
});

test('of a file that is gone a client is told once', async () => {
  const { client, folder } = await start(files);
  const known = new Map<string, string>();
  const pullAll = async () => {
    const previousResultIds = [...known].map(([uri, value]) => ({ uri, value }));
    const { items } = await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds,
    });
    for (const { uri, resultId = '' } of items) known.set(uri, resultId);
    return items.map((item) => [item.uri, codes(item)]);
  };
  while (known.size < 2) await pullAll();
  rmSync(join(folder, 'main.flow'));
  await client.changedFile('main.flow', 3);
  expect(await pullAll()).toEqual([[client.uri('main.flow'), []]]);
  const next = pullAll();
  writeFileSync(join(folder, 'rows.flow'), 'schema Row { a: int33 }\n');
  await client.changedFile('rows.flow', 2);
  expect(await next).toEqual([[client.uri('rows.flow'), ['FLOW110']]]);
});

test('a client that takes parts gets the workspace in parts', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`f${i}.flow`, 'flow Empty {}\n']));
  const { client } = await start(many);
  const { connection } = client;
  await client.open('f0.flow');
  const parts: number[] = [];
  const known = new Map<string, string>();
  connection.onNotification('$/progress', ({ value }: { value: WorkspaceDiagnosticReport }) => {
    parts.push(value.items.length);
    for (const { uri, resultId = '' } of value.items) known.set(uri, resultId);
  });
  while (known.size < 250) {
    const previousResultIds = [...known].map(([uri, value]) => ({ uri, value }));
    const params = { previousResultIds, partialResultToken: 'parts' };
    expect(await connection.sendRequest('workspace/diagnostic', params)).toEqual({ items: [] });
  }
  expect(Math.max(...parts)).toBeLessThanOrEqual(100);
});

test('of a file that nobody knows there is nothing to say', async () => {
  const { pull } = await start(files);
  expect(codes(await pull('nowhere.flow'))).toEqual([]);
});

/** millrace.json in the editor, over stdio: its rules and its mistakes, as it is saved and as it is typed. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const rows = 'schema Row { a: int32 }\n';
const main = `import { Row } from "./rows.flow"
flow F {
  read r: Row from csv("r.csv")
  filter f(r) where a > 1
  write w(f) to csv("w.csv")
}
`;
const unusedNode = main.replace('write w(f)', 'write w(r)');
const files = { 'rows.flow': rows, 'main.flow': main, 'r.csv': 'a\n' };
const config = (rules: object) => JSON.stringify({ name: 'p', version: '1.0.0', rules });

const clients: FlowClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) {
    expect(client.errors).toBe('');
    expect(await client.stop()).toBe(0);
  }
});

async function start(folder: string): Promise<FlowClient> {
  const client = await FlowClient.start(folder);
  clients.push(client);
  return client;
}

const codes = (found: ClientDiagnostic[]) => found.map(({ code }) => code);
const has = (code: string) => (found: ClientDiagnostic[]) => codes(found).includes(code);
const isEmpty = (found: ClientDiagnostic[]) => found.length === 0;

describe('millrace.json', () => {
  test('its rules count at once when they change', async () => {
    const folder = folderWith({ ...files, 'millrace.json': config({ FLOW302: 'off' }) });
    const client = await start(folder);
    await client.open('main.flow', unusedNode);
    expect(codes(await client.diagnostics('main.flow'))).toEqual([]);
    writeFileSync(join(folder, 'millrace.json'), config({ FLOW302: 'error' }));
    await client.changedFile('millrace.json', 2);
    const [raised] = await client.diagnostics('main.flow');
    expect([raised?.code, raised?.severity]).toEqual(['FLOW302', 1]);
    rmSync(join(folder, 'millrace.json'));
    await client.changedFile('millrace.json', 3);
    const [usual] = await client.diagnostics('main.flow');
    expect([usual?.code, usual?.severity]).toEqual(['FLOW302', 2]);
  });

  test('what is wrong in it is told where it stands, until it is mended or gone', async () => {
    const folder = folderWith({ ...files, 'millrace.json': '{ "name": "p", "verison": "1.0.0" }' });
    const client = await start(folder);
    const found = await client.diagnostics('millrace.json');
    expect(codes(found)).toEqual(['FLOW541']);
    expect(found[0]?.range).toEqual({ start: { line: 0, character: 15 }, end: { line: 0, character: 24 } });
    writeFileSync(join(folder, 'millrace.json'), config({}));
    await client.changedFile('millrace.json', 2);
    expect(await client.diagnostics('millrace.json')).toEqual([]);
    writeFileSync(join(folder, 'millrace.json'), '{');
    await client.changedFile('millrace.json', 2);
    expect(codes(await client.diagnostics('millrace.json'))).toEqual(['FLOW540']);
    rmSync(join(folder, 'millrace.json'));
    await client.changedFile('millrace.json', 3);
    expect(await client.diagnostics('millrace.json')).toEqual([]);
  });

  test('its rules count as they are typed, and those on disk when it is closed', async () => {
    const client = await start(folderWith({ ...files, 'millrace.json': config({}) }));
    await client.open('main.flow', unusedNode);
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
    await client.open('millrace.json', config({ FLOW302: 'off' }));
    expect(await client.diagnostics('main.flow', isEmpty)).toEqual([]);
    await client.change('millrace.json', config({ FLOW302: 'error' }));
    const [raised] = await client.diagnostics('main.flow', has('FLOW302'));
    expect(raised?.severity).toBe(1);
    await client.close('millrace.json');
    const isWarning = (found: ClientDiagnostic[]) => found.some(({ severity }) => severity === 2);
    expect(codes(await client.diagnostics('main.flow', isWarning))).toEqual(['FLOW302']);
  });

  test('a slip in it is told at once, and leaves the rules as they were', async () => {
    const saved = config({ FLOW302: 'off' });
    const client = await start(folderWith({ ...files, 'millrace.json': saved }));
    await client.open('main.flow', unusedNode);
    expect(await client.diagnostics('main.flow')).toEqual([]);
    await client.open('millrace.json', saved.slice(0, -1));
    expect(codes(await client.diagnostics('millrace.json', has('FLOW540')))).toEqual(['FLOW540']);
    await client.change('main.flow', `${unusedNode}\n`);
    expect(await client.diagnostics('main.flow')).toEqual([]);
    await client.change('millrace.json', saved.replace('FLOW302', 'FLOW3021'));
    expect(codes(await client.diagnostics('main.flow', has('FLOW302')))).toEqual(['FLOW302']);
    await client.close('millrace.json');
    expect(await client.diagnostics('millrace.json', isEmpty)).toEqual([]);
    expect(await client.diagnostics('main.flow', isEmpty)).toEqual([]);
  });

  test('opened with this server it harms nobody', async () => {
    const client = await start(folderWith({ ...files, 'millrace.json': config({}) }));
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: client.uri('millrace.json'), languageId: 'json', version: 1, text: '{' },
    });
    await client.open('main.flow', unusedNode);
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
  });
});

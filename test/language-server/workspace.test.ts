/** Folders, files and texts of every sort, over stdio: what is known of them, and that nothing false is. */
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
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

const clients: FlowClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) {
    expect(client.errors).toBe('');
    expect(await client.stop()).toBe(0);
  }
});

async function start(folder: string, params?: Partial<InitializeParams>): Promise<FlowClient> {
  const client = await FlowClient.start(folder, undefined, params);
  clients.push(client);
  return client;
}

const codes = (found: ClientDiagnostic[]) => found.map(({ code }) => code);
const has = (code: string) => (found: ClientDiagnostic[]) => codes(found).includes(code);
const isEmpty = (found: ClientDiagnostic[]) => found.length === 0;

describe('folders', () => {
  const asFolder = (path: string): WorkspaceFolder => ({ uri: pathToFileURL(path).href, name: basename(path) });

  test.each(['', '/'])('come and go while the server runs, their addresses with "%s" at the end', async (end) => {
    const first = folderWith(files);
    const second = folderWith({ 'other.flow': 'flow Empty {}\n' });
    const client = await start(first, { capabilities: { workspace: { workspaceFolders: true } } });
    await client.diagnostics('main.flow');
    const other = join('..', basename(second), 'other.flow');
    const spelled = (path: string) => ({ ...asFolder(path), uri: `${asFolder(path).uri}${end}` });
    const change = (added: string[], removed: string[]) =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: added.map(spelled), removed: removed.map(spelled) },
      });
    await change([second], []);
    expect(codes(await client.diagnostics(other))).toEqual(['FLOW308']);
    await change([], [second]);
    expect(await client.diagnostics(other, isEmpty)).toEqual([]);
  });

  test.each([
    ['rootUri', (folder: string) => ({ rootUri: pathToFileURL(folder).href })],
    ['rootPath', (folder: string) => ({ rootUri: null, rootPath: folder })],
  ])('a client that has only a %s has one', async (_, root) => {
    const folder = folderWith({ ...files, 'main.flow': unusedNode });
    const client = await start(folder, { workspaceFolders: null, ...root(folder) });
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
  });

  test('one that is opened around an open file knows it with its text', async () => {
    const folder = folderWith(files);
    const client = await start(folder, {
      workspaceFolders: null,
      capabilities: { workspace: { workspaceFolders: true } },
    });
    await client.open('main.flow', unusedNode);
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
    await client.open('rows.flow', 'schema Row { b: int32 }\n');
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [asFolder(folder)], removed: [] },
    });
    expect(codes(await client.diagnostics('main.flow', has('FLOW201')))).toContain('FLOW201');
  });

  test('a branch that is switched is one build, and what is gone is cleared', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`many/f${i}.flow`, 'flow Empty {}\n']));
    const folder = folderWith({ ...files, ...many });
    const client = await start(folder);
    await client.open('main.flow', unusedNode);
    await client.diagnostics('many/f199.flow', has('FLOW308'));
    let published = 0;
    client.onPublished(({ uri }) => {
      if (uri === client.uri('main.flow')) published++;
    });
    rmSync(join(folder, 'many'), { recursive: true });
    writeFileSync(join(folder, 'rows.flow'), 'schema Row { b: int32 }\n');
    const gone = Object.keys(many).map((name) => ({ uri: client.uri(name), type: 3 }));
    for (const change of gone)
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [change] });
    // Version control systems take a file away and put it there again.
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('rows.flow'), type: 3 }],
    });
    expect(codes(await client.diagnostics('main.flow', has('FLOW201')))).toContain('FLOW201');
    for (const name of Object.keys(many)) expect(await client.diagnostics(name, isEmpty)).toEqual([]);
    expect(published).toBe(1);
  }, 20_000);
});

describe('a run that goes on writing', () => {
  test('does not keep a change of a flow from being seen', async () => {
    const folder = folderWith({ ...files, 'main.flow': unusedNode });
    const client = await start(folder);
    await client.diagnostics('main.flow', has('FLOW302'));
    writeFileSync(join(folder, 'main.flow'), main);
    await client.changedFile('main.flow', 2);
    const writing = setInterval(() => void client.changedFile('out/part.parquet', 2, { forgets: false }), 20);
    expect(await client.diagnostics('main.flow')).toEqual([]);
    clearInterval(writing);
  });
});

describe('texts that are no file of the folder', () => {
  const flow =
    'import { Row } from "./rows.flow"\nschema S { a: int32 }\nflow F {\n  read r: S from csv("no/where.csv")\n  write w(r) to csv("w.csv")\n}\n';

  test.each([
    'untitled:Untitled-1',
    'git:/repo/main.flow?ref=HEAD',
    'vscode-vfs://github/o/r/main.flow',
    'inmemory://model/1',
  ])('%s is checked, and nothing false is said of files', async (uri) => {
    const client = await start(folderWith({}));
    await client.openUri(uri, flow);
    expect(codes(await client.diagnosticsOf(uri))).toEqual([]);
    await client.openUri(uri, flow.replace('write w(r)', 'write w(x)'));
    expect(codes(await client.diagnosticsOf(uri, has('FLOW110')))).toContain('FLOW110');
    const position = { line: 3, character: 10 };
    const params = { textDocument: { uri }, position };
    expect(JSON.stringify(await client.connection.sendRequest('textDocument/hover', params))).toContain('a');
    const { items } = await client.connection.sendRequest<{ items: unknown[] }>('textDocument/completion', params);
    expect(items.length).toBeGreaterThan(0);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await client.diagnosticsOf(uri, isEmpty)).toEqual([]);
    expect(await client.connection.sendRequest('textDocument/hover', params)).toBeNull();
  });

  test('a file is one, however its address is spelled', async () => {
    const folder = folderWith(files);
    const client = await start(folder);
    await client.open('main.flow', unusedNode);
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
    const spelled = client.uri('main.flow').replace('main', '%6Dain');
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: spelled },
      position: { line: 2, character: 8 },
    });
    expect(JSON.stringify(hover)).toContain('int32');
    const windows = 'file:///C%3A/work/a.flow';
    await client.openUri('file:///c:/work/a.flow', 'flow Empty {}\n');
    await client.diagnosticsOf('file:///c:/work/a.flow', has('FLOW308'));
    const symbols = await client.connection.sendRequest('textDocument/documentSymbol', {
      textDocument: { uri: windows },
    });
    expect(JSON.stringify(symbols)).toContain('Empty');
  });
});

describe('files', () => {
  test('the text of an open file counts when the file is gone', async () => {
    const folder = folderWith(files);
    const client = await start(folder);
    await client.open('main.flow', unusedNode);
    await client.diagnostics('main.flow');
    rmSync(join(folder, 'main.flow'));
    await client.changedFile('main.flow', 3);
    expect(codes(await client.diagnostics('main.flow', has('FLOW302')))).toEqual(['FLOW302']);
    await client.change('main.flow', main);
    expect(await client.diagnostics('main.flow')).toEqual([]);
    await client.close('main.flow');
    expect(await client.diagnostics('main.flow')).toEqual([]);
  });

  test('one that is too large says so and nothing else', async () => {
    const client = await start(folderWith(files));
    const large = `${main}${'// more\n'.repeat(130_000)}`;
    await client.open('main.flow', large);
    const [found] = await client.diagnostics('main.flow');
    expect([found?.code, found?.message]).toEqual(['FLOW598', expect.stringContaining('1,000,000 characters')]);
    const textDocument = { uri: client.uri('main.flow') };
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.connection.sendRequest('textDocument/formatting', { textDocument, options });
    expect(edits ?? []).toEqual([]);
    await client.change('main.flow', main);
    expect(await client.diagnostics('main.flow')).toEqual([]);
  });

  test('lines may end as on Windows', async () => {
    const client = await start(folderWith(files));
    await client.open('main.flow', unusedNode.replaceAll('\n', '\r\n'));
    const [found] = await client.diagnostics('main.flow');
    expect(found?.range).toEqual({ start: { line: 3, character: 9 }, end: { line: 3, character: 10 } });
  });

  test('an import that cannot be read takes none of the others with it', async () => {
    const outside = folderWith({ 'rows.flow': rows });
    mkdirSync(join(outside, 'folder.flow'));
    const client = await start(folderWith({}));
    const uri = pathToFileURL(join(outside, 'main.flow')).href;
    await client.openUri(uri, `import { Other } from "./folder.flow"\n${main.replace('a > 1', 'b > 1')}`);
    expect(codes(await client.diagnosticsOf(uri))).toContain('FLOW201');
  });

  test('that cannot be read, or hold anything, do not keep the others from being checked', async () => {
    const folder = folderWith({
      ...files,
      'main.flow': unusedNode,
      'empty.flow': '',
      'binary.flow': Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256),
      'bom.flow': '\ufeffflow Empty {}\n',
      'latin.flow': Uint8Array.from([0x2f, 0x2f, 0x20, 0xe9, 0x0a]),
      'huge.flow': '',
    });
    truncateSync(join(folder, 'huge.flow'), 100 * 2 ** 20);
    mkdirSync(join(folder, 'folder.flow'));
    writeFileSync(join(folder, 'folder.flow/inside.flow'), 'flow Empty {}\n');
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync('self.flow', join(folder, 'self.flow'));
    const client = await start(folder);
    expect(codes(await client.diagnostics('main.flow'))).toEqual(['FLOW302']);
    expect(codes(await client.diagnostics('bom.flow'))).toEqual(['FLOW308']);
    expect(codes(await client.diagnostics('empty.flow'))).toEqual([]);
    expect(codes(await client.diagnostics('huge.flow'))).toEqual(['FLOW598']);
    expect(codes(await client.diagnostics('folder.flow/inside.flow'))).toEqual(['FLOW308']);
    expect(codes(await client.diagnostics('binary.flow'))).not.toEqual([]);
    await client.open('main.flow', main.replace('./rows.flow', './folder.flow'));
    await client.diagnostics('main.flow');
    await client.open('rows.flow', 'import { A } from "./self.flow"\nimport { B } from "./loop/rows.flow"\n');
    await client.diagnostics('rows.flow');
    await client.change('main.flow', main);
    expect(codes(await client.diagnostics('main.flow', has('FLOW114')))).toContain('FLOW114');
  });
});

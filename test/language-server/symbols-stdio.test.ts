/** Renames, references and the ways to what is named, over the real server, by a client that knows versions and one that does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentHighlight, Location, LocationLink, WorkspaceEdit } from 'vscode-languageserver';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const rows = 'schema Row { id: string, amount: float64 }\n';
const main = `import { Row } from "./rows.flow"
flow F {
  read a: Row from csv("a.csv")
  sql s(a) """SELECT id, amount AS size FROM a"""
  filter f(s) where size > 1
  task t(f) -> Row { run: node("step.ts", export: "go") }
  write w(t) to csv("w.csv")
}
`;
const files = {
  'rows.flow': rows,
  'main.flow': main,
  'a.csv': 'id,amount\n',
  'step.ts': '\nexport function go() {}\n',
};

let client: FlowClient;
beforeAll(async () => {
  const workspace = { workspaceEdit: { documentChanges: true } };
  const link = { linkSupport: true };
  const links = { definition: link, declaration: link, typeDefinition: link, implementation: link };
  const textDocument = { ...links, rename: { prepareSupport: true } };
  client = await FlowClient.start(folderWith(files), undefined, { capabilities: { workspace, textDocument } });
  await client.open('main.flow');
  await client.diagnostics('main.flow');
});
afterAll(() => client.stop());

/** Where the words begin in the text of the main file. */
function at(words: string) {
  const before = main.slice(0, main.indexOf(words)).split('\n');
  return { line: before.length - 1, character: (before.at(-1) as string).length };
}

test('the server says what it can', () => {
  expect(client.capabilities).toMatchObject({
    renameProvider: { prepareProvider: true },
    referencesProvider: true,
    documentHighlightProvider: true,
    definitionProvider: true,
    declarationProvider: true,
    typeDefinitionProvider: true,
    implementationProvider: true,
  });
});

describe('a rename', () => {
  const rename = (words: string, newName: string) => {
    const params = { textDocument: { uri: client.uri('main.flow') }, position: at(words), newName };
    return client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', params);
  };

  test('changes all files, each with the version that the client knows', async () => {
    const { documentChanges } = await rename('amount AS', 'sum');
    expect(documentChanges).toMatchObject([
      { textDocument: { uri: client.uri('main.flow'), version: 1 }, edits: [{ newText: 'sum' }] },
      { textDocument: { uri: client.uri('rows.flow'), version: null } },
    ]);
  });

  test('says whose code sees the column', async () => {
    const said = new Promise((resolve) => void client.connection.onNotification('window/showMessage', resolve));
    await rename('amount AS', 'sum');
    const message = 'The code of "t" sees this column. Call it "sum" there as well.';
    expect(await said).toEqual({ type: 2, message });
  });

  test('that cannot be is an error that says why', async () => {
    await expect(rename('size > 1', 'id')).rejects.toThrow('"s" has a column "id" already');
  });

  test('is prepared with the words that are renamed', async () => {
    const start = at('amount AS');
    const range = { start, end: { ...start, character: start.character + 'amount'.length } };
    expect(await client.request('textDocument/prepareRename', 'main.flow', start)).toEqual(range);
    expect(await client.request('textDocument/prepareRename', 'main.flow', at('SELECT'))).toBeNull();
    expect(await client.request('textDocument/prepareRename', 'main.flow', at('csv('))).toBeNull();
  });
});

test('references and highlights', async () => {
  const params = {
    textDocument: { uri: client.uri('main.flow') },
    position: at('amount AS'),
    context: { includeDeclaration: true },
  };
  const found = await client.connection.sendRequest<Location[]>('textDocument/references', params);
  expect(found.map(({ uri }) => uri.split('/').at(-1))).toEqual(['main.flow', 'rows.flow']);
  const marked = await client.request<DocumentHighlight[]>(
    'textDocument/documentHighlight',
    'main.flow',
    at('size > 1'),
  );
  expect(marked.map(({ kind }) => kind).toSorted()).toEqual([2, 3]);
});

test.each([
  ['textDocument/definition', 'size > 1', 'main.flow', 3],
  ['textDocument/declaration', 'amount AS', 'rows.flow', 0],
  ['textDocument/typeDefinition', 'a) """', 'rows.flow', 0],
  ['textDocument/implementation', 't(f)', 'step.ts', 1],
])('%s', async (method, words, file, line) => {
  const [link] = await client.request<LocationLink[]>(method, 'main.flow', at(words));
  expect([link?.targetUri, link?.targetSelectionRange.start.line]).toEqual([client.uri(file), line]);
});

test('a client without versions gets plain changes, and a file nobody knows no answer', async () => {
  const folder = folderWith(files);
  const plain = await FlowClient.start(folder);
  await plain.open('main.flow');
  const position = at('amount AS');
  const params = { textDocument: { uri: plain.uri('main.flow') }, position, newName: 'sum' };
  const edit = await plain.connection.sendRequest<WorkspaceEdit>('textDocument/rename', params);
  expect(Object.keys(edit.changes ?? {})).toEqual([plain.uri('main.flow'), plain.uri('rows.flow')]);
  expect(await plain.request('textDocument/documentHighlight', 'none.flow', position).catch(() => null)).toBeNull();
  await plain.stop();
});

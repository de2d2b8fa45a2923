/** Types of steps that follow when a flow is saved. */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDocument } from '@millrace/grammar';
import { createFlowLspServices, localTypesFiles, nodePorts, TypesWriter } from '@millrace/language-server';
import { methods } from '@millrace/language-server/protocol';
import { TextDocument, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { describe, expect, test } from 'vitest';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const flow = (field: string) => `import { P } from "./p.flow"
flow F {
  read p: P from csv("p.csv")
  task clean(p) -> { ${field}: string } { run: node("clean.ts") }
  write out(clean) to csv("out.csv")
}
`;
const schema = (field: string) => `schema P { ${field}: string }\n`;
const header = '// Made by "millrace types" from main.flow.';
/** One of ours, of a time before. */
const old = `${header} …\n`;
const files = { 'main.flow': flow('a'), 'p.flow': schema('x') };
const withTypes = { ...files, 'main.flow.d.ts': old };

interface Wish {
  isTrusted?: boolean;
  onSave?: boolean;
  /** Folders of the client. */
  folders?: string[];
}

/** The folder in an editor with `main.flow` and what it imports. */
async function editorOf(folder: string, { isTrusted = true, onSave = false, folders = [folder] }: Wish = {}) {
  const services = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts() });
  const { workspace, lsp } = services.shared;
  const workspaceFolders = folders.map((name) => ({ uri: pathToFileURL(name).href, name }));
  const initializationOptions = { millrace: { types: { onSave } } };
  await lsp.LanguageServer.initialize({
    processId: null,
    rootUri: null,
    capabilities: {},
    workspaceFolders,
    initializationOptions,
  });
  // Nothing is read in the background: the test says what is known.
  await workspace.WorkspaceManager.initializeWorkspace([]);
  const writer = new TypesWriter(services, localTypesFiles);
  writer.isTrusted = isTrusted;
  const uriOf = (name: string) => URI.parse(pathToFileURL(path.join(folder, name)).href);
  /** The text as the editor has it, whatever is on the disk. */
  const type = async (name: string, text: string) => {
    workspace.TextDocuments.set(TextDocument.create(uriOf(name).toString(), 'flow', 1, text));
    await workspace.DocumentBuilder.update([uriOf(name)], [], undefined);
  };
  await loadDocument(services, uriOf('main.flow'));
  return {
    type,
    typesOf: (name: string) => textIn(folder, `${name}.d.ts`),
    save: async (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
      await type(name, text);
      await writer.saved(uriOf(name));
    },
  };
}

function textIn(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

describe('a saved flow', () => {
  test('brings its types up to date where there are some', async () => {
    const { save, typesOf } = await editorOf(folderWith(withTypes));
    await save('main.flow', flow('b'));
    expect(typesOf('main.flow')).toContain('b: string;');
    expect(typesOf('main.flow')).toContain('export interface P {\n  x: string;\n}');
  });

  test('brings those of code in Python up to date, and leaves those alone that nobody has', async () => {
    const python = flow('b').replace('node("clean.ts")', 'python("clean.py")');
    const folder = folderWith({ ...files, 'main_flow.pyi': old.replace('//', '#'), 'p_flow.pyi': 'x: int\n' });
    const { save } = await editorOf(folder);
    await save('main.flow', python);
    expect(textIn(folder, 'main_flow.pyi')).toContain('    class Result(TypedDict):\n        b: str\n');
    expect(textIn(folder, 'main.flow.d.ts')).toBeUndefined();
    expect(textIn(folder, 'p_flow.pyi')).toBe('x: int\n');
  });

  test('leaves the file alone that has the types of another flow', async () => {
    const python = flow('b').replace('node("clean.ts")', 'python("clean.py")');
    const first = '# Made by "millrace types" from a-b.flow. Change the flow, not this file: it is written again.\n';
    const folder = folderWith({ ...files, 'a-b.flow': python, 'a_b.flow': python, 'a_b_flow.pyi': first });
    const { save } = await editorOf(folder);
    await save('a_b.flow', python);
    expect(textIn(folder, 'a_b_flow.pyi')).toBe(first);
    await save('a-b.flow', python);
    expect(textIn(folder, 'a_b_flow.pyi')).toContain('        b: str\n');
  });

  test('brings those of files that import it along', async () => {
    const { save, typesOf } = await editorOf(folderWith(withTypes));
    await save('p.flow', schema('y'));
    expect(typesOf('main.flow')).toContain('export interface P {\n  y: string;\n}');
    expect(typesOf('p.flow')).toBeUndefined();
  });

  test.each([
    [false, undefined],
    [true, expect.stringContaining('b: string;')],
  ])('makes new types only where the setting wants it: %s', async (onSave, expected) => {
    const { save, typesOf } = await editorOf(folderWith(files), { onSave });
    await save('main.flow', flow('b'));
    expect(typesOf('main.flow')).toEqual(expected);
  });

  test.each<[string, Wish]>([
    ['before the folder is trusted', { isTrusted: false, onSave: true }],
    ['outside of the folders of the client', { folders: [folderWith({})] }],
    ['without folders', { folders: [] }],
  ])('writes nothing %s', async (_, wish) => {
    const { save, typesOf } = await editorOf(folderWith(withTypes), wish);
    await save('main.flow', flow('b'));
    expect(typesOf('main.flow')).toBe(old);
  });

  test.each([
    ['a file of a person', 'export type Clean = 1;\n', flow('b')],
    ['types of a text that does not parse', old, `${flow('b')}flow`],
    ['types of records that are not known', old, flow('b').replace('{ b: string }', 'Gone')],
    ['types of a flow whose task is gone for a moment', old, 'flow F { }\n'],
  ])('leaves %s as they are', async (_, existing, text) => {
    const { save, typesOf } = await editorOf(folderWith({ ...files, 'main.flow.d.ts': existing }));
    await save('main.flow', text);
    expect(typesOf('main.flow')).toBe(existing);
  });

  test('waits for what it imports to be saved too', async () => {
    const { type, save, typesOf } = await editorOf(folderWith(withTypes));
    await type('p.flow', schema('typed'));
    await save('main.flow', flow('b'));
    expect(typesOf('main.flow')).toBe(old);
    await save('p.flow', schema('typed'));
    expect(typesOf('main.flow')).toContain('typed: string;');
  });

  test.skipIf(process.platform === 'win32')('follows no link out of the folder', async () => {
    const outside = folderWith(withTypes);
    const folder = folderWith({ 'main.flow': '', 'own/main.flow': '', 'own/p.flow': schema('x') });
    symlinkSync(outside, path.join(folder, 'lib'));
    symlinkSync(path.join(outside, 'main.flow.d.ts'), path.join(folder, 'own/main.flow.d.ts'));
    const { save } = await editorOf(folder);
    await save('lib/main.flow', flow('b'));
    await save('own/main.flow', flow('b'));
    expect(textIn(outside, 'main.flow.d.ts')).toBe(old);
  });
});

test('over stdio: nothing before the client says that the folder is trusted', async () => {
  const folder = folderWith(withTypes);
  const client = await FlowClient.start(folder);
  expect(client.capabilities).toMatchObject({ textDocumentSync: { save: true } });
  await client.open('main.flow');
  const save = async (text: string) => {
    await client.change('main.flow', text);
    writeFileSync(path.join(folder, 'main.flow'), text);
    await client.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: client.uri('main.flow') },
    });
    await client.diagnostics('main.flow');
  };
  await save(flow('b'));
  expect(textIn(folder, 'main.flow.d.ts')).toBe(old);
  await client.connection.sendNotification(methods.trustGranted);
  await save(flow('c'));
  await expect.poll(() => textIn(folder, 'main.flow.d.ts'), { timeout: 20_000 }).toContain('c: string;');
  expect(await client.stop()).toBe(0);
});

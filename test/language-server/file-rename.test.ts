/** Files and folders that are renamed in the editor, over the real server. */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { filesAfter } from '../support/renamed-files.ts';

const main = `import { Row } from "./schemas/rows.flow"
model M { file: "models/m.onnx" }
flow F {
  read a: Row from csv("data/a.csv")
  read b: Row from csv("./data/b.csv")
  task t(a) -> Row { run: node("steps/clean.ts", export: "clean") }
  filter note(t) where id == "data/a.csv"
  write w(note) to jsonl("out/w.jsonl")
}
trigger arrived runs F when changed("data/*.csv")
`;
const rows = `import { Id } from "./deep/ids.flow"
schema Row { id: string }
dataset D: Row
flow G { read a: Row from csv("../data/a.csv") write w(a) to D }
`;
const files = {
  'main.flow': main,
  'schemas/rows.flow': rows,
  'schemas/deep/ids.flow': 'schema Id { id: string }\n',
  'data/a.csv': '',
  'data/b.csv': '',
  'steps/clean.ts': '',
  'models/m.onnx': '',
};

let folder: string;
let client: FlowClient;
beforeAll(async () => {
  folder = folderWith(files);
  client = await FlowClient.start(folder);
});
afterAll(() => client.stop());

async function moved(...renames: [from: string, to: string][]): Promise<Record<string, string>> {
  const params = { files: renames.map(([from, to]) => ({ oldUri: client.uri(from), newUri: client.uri(to) })) };
  return filesAfter(
    await client.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', params),
    folder,
  );
}

const inMain = (from: string, to: string) => ({ 'main.flow': main.replaceAll(from, to) });

test.each<[string, [string, string], Record<string, string>]>([
  ['a flow that is imported', ['schemas/rows.flow', 'schemas/lines.flow'], inMain('rows.flow', 'lines.flow')],
  [
    'a flow that moves to another folder, with what it names',
    ['schemas/rows.flow', 'rows.flow'],
    {
      ...inMain('./schemas/rows.flow', './rows.flow'),
      'schemas/rows.flow': rows.replace('./deep', './schemas/deep').replace('../data', 'data'),
    },
  ],
  [
    'a flow that moves down',
    ['main.flow', 'flows/main.flow'],
    {
      'main.flow': main
        .replace('./schemas', '../schemas')
        .replaceAll('("data/', '("../data/')
        .replace('./data/b', '../data/b')
        .replace('models/', '../models/')
        .replace('steps/', '../steps/')
        .replace('out/', '../out/'),
    },
  ],
  [
    'a data file, and no text that looks like it',
    ['data/a.csv', 'data/c.csv'],
    {
      'main.flow': main.replace('csv("data/a.csv")', 'csv("data/c.csv")'),
      'schemas/rows.flow': rows.replace('data/a.csv', 'data/c.csv'),
    },
  ],
  ['a model', ['models/m.onnx', 'models/v2/m.onnx'], inMain('models/m.onnx', 'models/v2/m.onnx')],
  ['code', ['steps/clean.ts', 'code/clean.mts'], inMain('steps/clean.ts', 'code/clean.mts')],
  [
    'a folder of data',
    ['data', 'input files'],
    {
      'main.flow': main.replaceAll('("data/', '("input files/').replace('"./data/b', '"./input files/b'),
      'schemas/rows.flow': rows.replace('../data/', '../input files/'),
    },
  ],
  ['a folder of flows', ['schemas', 'shared'], inMain('./schemas/', './shared/')],
  ['what nobody names', ['README.md', 'read.md'], {}],
])('%s', async (_, rename, expected) => {
  expect(await moved(rename)).toEqual(expected);
});

test('several at once', async () => {
  expect(await moved(['data/a.csv', 'x.csv'], ['data', 'd'], ['main.flow', 'm.flow'])).toEqual({
    'main.flow': main
      .replace('csv("data/a.csv")', 'csv("x.csv")')
      .replace('./data/b', './d/b')
      .replace('changed("data', 'changed("d'),
    'schemas/rows.flow': rows.replace('../data/a.csv', '../x.csv'),
  });
});

test('the server says which files it wants to be asked about', () => {
  const filters = [{ scheme: 'file', pattern: { glob: '**/*' } }];
  expect(client.capabilities).toMatchObject({
    workspace: { fileOperations: { willRename: { filters }, didRename: { filters } } },
  });
  expect(readFileSync(join(folder, 'main.flow'), 'utf8')).toBe(main);
});

test('a client that does not watch files tells afterwards, and what was missing is there', async () => {
  const text = 'schema Row { id: string }\nflow F { read a: Row from csv("b.csv") write w(a) to csv("w.csv") }\n';
  const other = folderWith({ 'a.csv': 'id\n', 'main.flow': text });
  const alone = await FlowClient.start(other);
  await alone.open('main.flow');
  expect(await alone.diagnostics('main.flow', isMissing)).toBeDefined();
  renameSync(join(other, 'a.csv'), join(other, 'b.csv'));
  const renames = [{ oldUri: alone.uri('a.csv'), newUri: alone.uri('b.csv') }];
  await alone.connection.sendNotification('workspace/didRenameFiles', { files: renames });
  expect(await alone.diagnostics('main.flow', (found) => !isMissing(found))).toBeDefined();
  await alone.stop();
});

function isMissing(found: ClientDiagnostic[]): boolean {
  return found.some(({ code }) => code === 'FLOW502');
}

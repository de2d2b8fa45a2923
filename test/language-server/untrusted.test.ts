/**
 * Reading a project runs nothing of it: not its code, not its commands, nothing that its queries would do. Everything that an editor
 * asks is asked of a project that would leave a mark, in a folder that the client has not called trusted.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const outside = folderWith({ 'people.csv': 'name,city\nAda,London\n' });
const people = path.join(outside, 'people.csv');

/** One node to a line; every line of code would write a file if it ran. */
const text = `schema Row { id: int32 }
flow F {
  read rows: Row from jsonl("rows.jsonl")
  task js(rows) -> { id: int32 } { run: node("steps/mark.mjs") }
  task py(rows) -> { id: int32 } { run: python("steps/mark.py") }
  task sh(rows) -> { id: int32 } { run: bash("steps/mark.sh") }
  sql copied(rows) """COPY rows TO 'mark.csv'"""
  sql stolen(rows) """SELECT name FROM '${people}'"""
  sql listed(rows) """SELECT * FROM glob('${outside}/*')"""
  sql loaded(rows) """SELECT id FROM rows; LOAD 'mark.duckdb_extension'"""
  sql plain(rows) """SELECT id, getenv('HOME') AS home FROM rows"""
  write out(plain) to jsonl("out.jsonl")
}
`;
const files = {
  'main.flow': text,
  'main.flow.d.ts': '// Made by "millrace types" from main.flow.\n',
  'millrace.json': '{ "secrets": { "KEY": { "command": ["touch", "mark-of-secret"] } } }\n',
  'rows.jsonl': '{"id":1}\n',
  'steps/mark.mjs': 'import fs from "node:fs"; fs.writeFileSync("mark-of-node", ""); export default (row) => row;\n',
  'steps/mark.py': 'open("mark-of-python", "w")\n',
  'steps/mark.sh': 'touch mark-of-bash\n',
};

const folder = folderWith(files);
let client: FlowClient;
beforeAll(async () => {
  client = await FlowClient.start(folder);
  await client.open('main.flow');
});
afterAll(() => client.stop());

const found = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]),
  );

const textDocument = () => ({ uri: client.uri('main.flow') });
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** At every word of the text. */
async function askEverywhere(): Promise<void> {
  const places = text
    .split('\n')
    .flatMap((content, line) => [...content.matchAll(/\w+/g)].map(({ index }) => ({ line, character: index + 1 })));
  for (const position of places)
    for (const method of ['hover', 'completion', 'definition', 'implementation', 'signatureHelp'])
      await client.request(`textDocument/${method}`, 'main.flow', position);
}

async function askOfWhole(): Promise<void> {
  const context = { diagnostics: [] };
  for (const method of ['documentLink', 'codeLens', 'documentSymbol', 'foldingRange', 'semanticTokens/full'])
    await client.connection.sendRequest(`textDocument/${method}`, { textDocument: textDocument() });
  for (const method of ['inlayHint', 'codeAction'])
    await client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: textDocument(),
      range: whole,
      context,
    });
  await client.openDiagram('main.flow');
}

test('whatever is asked, no file is made or changed, and no process but the one that describes queries is started', async () => {
  await client.diagnostics('main.flow', (all) => all.some(({ code }) => code === 'FLOW240'));
  await askEverywhere();
  await askOfWhole();
  const changed = `${text}// Saved.\n`;
  await client.change('main.flow', changed);
  writeFileSync(path.join(folder, 'main.flow'), changed);
  await client.connection.sendNotification('textDocument/didSave', { textDocument: textDocument() });
  await client.diagnostics('main.flow', (all) => all.some(({ code }) => code === 'FLOW240'));
  await askOfWhole();
  expect(found()).toEqual({ ...files, 'main.flow': changed });
  expect(processesOf(client.pid)).toEqual([expect.stringContaining('describe-query.entry')]);
});

test('[N5] a query that reads or writes elsewhere is refused, and what it would have read is in no answer', async () => {
  const said: string[] = [];
  client.onPublished(({ diagnostics }) => said.push(JSON.stringify(diagnostics)));
  await client.change('main.flow', `${text}// Again.\n`);
  const wrong = await client.diagnostics('main.flow', (all) => all.filter(({ code }) => code === 'FLOW240').length > 3);
  expect(wrong.filter(({ code }) => code === 'FLOW240').map(({ message }) => message)).toEqual([
    'A query begins with SELECT, WITH, FROM or VALUES, not with COPY',
    'A query reads its inputs only; files and addresses are for read',
    'A query reads its inputs only; files and addresses are for read',
    'A query is one SELECT, not several statements',
    'Unknown function "getenv"',
  ]);
  expect(said.join('\n')).not.toMatch(/Ada|London|"city"/);
});

/** The commands of the processes that it has started. */
function processesOf(id: number): string[] {
  return execFileSync('pgrep', ['-a', '-P', String(id)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

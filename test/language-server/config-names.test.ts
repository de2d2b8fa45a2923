/** Flows and parameters that millrace.json names, over stdio: told where they are unknown, completed and explained. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const main = `schema Row { a: int32 }
/** Rates every row. */
flow Score(limit: float64 = 0.5, /** Whose. */ owner: string, rows: stream Row) {
  filter f(rows) where a > limit
  write w(f) to csv("w.csv")
}
`;
const other = 'flow Clean { read r: { a: int32 } from csv("r.csv") write w(r) to csv("c.csv") }\n';
const files = { 'main.flow': main, 'below/other.flow': other, 'r.csv': 'a\n', 'below/r.csv': 'a\n' };

const clients: FlowClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) {
    expect(client.errors).toBe('');
    expect(await client.stop()).toBe(0);
  }
});

async function start(config: string, capabilities = {}): Promise<FlowClient> {
  const client = await FlowClient.start(folderWith({ ...files, 'millrace.json': config }), undefined, { capabilities });
  clients.push(client);
  await client.open('main.flow');
  return client;
}

const wordsOf = (text: string) => (found: ClientDiagnostic[]) =>
  found.map(({ range: { start, end } }) => text.split('\n')[start.line]?.slice(start.character, end.character));

describe('a flow or parameter that the project does not have', () => {
  test.each<[string, string[]]>([
    ['{ "parameters": { "Scor": { "limit": 1 } } }', ['"Scor"']],
    ['{ "parameters": { "Score": { "limt": 1 }, "Clean": {} } }', ['"limt"']],
    ['{ "profiles": { "p": {\n  "parameters": { "Cleaned": {} } } } }', ['"Cleaned"']],
    ['{ "parameters": { "Score": { "limit": 1 } } }', []],
  ])('%s', async (config, marked) => {
    const client = await start(config);
    await client.open('millrace.json', config);
    const isTold = (found: ClientDiagnostic[]) => found.length === marked.length;
    const found = await client.diagnostics('millrace.json', isTold);
    expect(wordsOf(config)(found)).toEqual(marked);
    expect(found.map(({ code }) => code)).toEqual(marked.map(() => 'FLOW541'));
  });

  test('is told of a file that nobody has open, and comes and goes with the flow', async () => {
    const config = '{ "parameters": { "Score": { "limit": 1 } } }';
    const client = await start(config);
    await client.diagnostics('main.flow');
    await client.change(
      'main.flow',
      main.replace('limit: float64', 'bound: float64').replace('a > limit', 'a > bound'),
    );
    const [told] = await client.diagnostics('millrace.json', (found) => found.length === 1);
    expect(told?.message).toBe('millrace.json has a parameter "limit" that the flow "Score" does not have');
    await client.change('main.flow', main);
    expect(await client.diagnostics('millrace.json', (found) => found.length === 0)).toEqual([]);
  });

  test('is told as the file is typed', async () => {
    const client = await start('{}');
    await client.open('millrace.json', '{}');
    await client.change('millrace.json', '{ "parameters": { "Nobody": {} } }');
    const [told] = await client.diagnostics('millrace.json', (found) => found.length === 1);
    expect(told?.message).toContain('"Nobody", which the project does not have');
    writeFileSync(join(new URL(client.uri('new.flow')).pathname), other.replace('Clean', 'Nobody'));
    await client.changedFile('new.flow', 1);
    expect(await client.diagnostics('millrace.json', (found) => found.length === 0)).toEqual([]);
  });
});

describe('completion', () => {
  const snippets = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

  async function completed(marked: string, capabilities = {}): Promise<CompletionItem[]> {
    const { text, position } = cursorText(marked);
    const client = await start('{}', capabilities);
    await client.open('millrace.json', text);
    // Every file is read by then.
    await client.connection.sendRequest('workspace/symbol', { query: 'Clean' });
    return client.request<CompletionItem[]>('textDocument/completion', 'millrace.json', position);
  }

  test.each<[string, string[]]>([
    ['{ "parameters": { <|> } }', ['Score', 'Clean']],
    ['{ "parameters": { "S<|>" } }', ['Score', 'Clean']],
    ['{ "parameters": { "S<|>', ['Score', 'Clean']],
    ['{ "parameters": { "Score": {}, <|> } }', ['Clean']],
    ['{ "parameters": { <|>, "Score": {} } }', ['Clean']],
    ['{ "parameters": { "Score": { <|> } } }', ['limit', 'owner']],
    ['{ "parameters": { "Score": { "limit": 1, "<|>', ['owner']],
    ['{ "profiles": { "night": { "parameters": { "Score": { <|> } } } } }', ['limit', 'owner']],
    ['{ "parameters": { "Score": { "limit": <|> } } }', []],
    ['{ "parameters": { "Score": { "limit": { <|> } } } }', []],
    ['{ <|> }', []],
    ['{ "rules": { <|> } }', []],
    ['["parameters", { <|> }]', []],
    ['<|>', []],
  ])('%s', async (marked, labels) => {
    const items = await completed(marked);
    expect(items.map(({ label }) => label).toSorted()).toEqual(labels.toSorted());
  });

  test('writes the whole member, or the name alone where a value follows', async () => {
    const [flow] = await completed('{ "parameters": { "S<|>" } }', snippets);
    expect(flow).toMatchObject({
      detail: 'flow (limit, owner)',
      filterText: '"Score"',
      insertTextFormat: 2,
      textEdit: { newText: '"Score": { $0 }', range: { start: { character: 18 }, end: { character: 21 } } },
    });
    const [plain] = await completed('{ "parameters": { "S<|>" } }');
    expect(plain).toMatchObject({ insertTextFormat: 1, textEdit: { newText: '"Score": {  }' } });
    const [named] = await completed('{ "parameters": { "Score": { "l<|>": 1 } } }', snippets);
    expect(named).toMatchObject({ detail: 'float64', textEdit: { newText: '"limit"' } });
  });
});

test.each<[string, string | RegExp]>([
  ['{ "parameters": { "Sc<|>ore": {} } }', /flow Score\(limit: float64 = 0\.5[\s\S]*Rates every row\./],
  ['{ "parameters": { "Score": { "ow<|>ner": "a" } } }', /owner: string[\s\S]*Whose\./],
  ['{ "profiles": { "n": { "parameters": { "Cle<|>an": {} } } } }', /flow Clean/],
])('hover at %s', async (marked, wanted) => {
  const { text, position } = cursorText(marked);
  const client = await start('{}');
  await client.open('millrace.json', text);
  await client.connection.sendRequest('workspace/symbol', { query: 'Clean' });
  const hover = await client.request<Hover>('textDocument/hover', 'millrace.json', position);
  expect((hover.contents as { value: string }).value).toMatch(wanted);
  const elsewhere = await client.request('textDocument/hover', 'millrace.json', { line: 0, character: 4 });
  expect(elsewhere).toBeNull();
});

/** What an item is made of: where it goes, what it says, what it changes elsewhere, and what a client gets that can do little. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith, openText } from '../support/language-services.ts';

const schema =
  'schema Row { id: string, `src bytes`: int64, n: int32?, at: timestamp, old: string @deprecated("Use id.") }\n';
const files = { 'other.flow': 'schema Other { a: int32 }\nschema `my row` { a: int32 }\n' };
const withImport = 'import { Other } from "./other.flow"\n';

function inFlow(statement: string): string {
  return `${schema}flow F(limit: int32) {\n  read rows: Row from csv("rows.csv")\n  ${statement}\n}\n`;
}

interface Answer {
  list: CompletionList;
  resolve(label: string): CompletionItem | undefined;
}

async function complete(marked: string): Promise<Answer> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const provider = services.flow.lsp.CompletionProvider as unknown as {
    getCompletion(...given: unknown[]): Promise<CompletionList>;
    resolve(item: CompletionItem): CompletionItem;
  };
  const list = await provider.getCompletion(document, { textDocument: { uri: document.textDocument.uri }, position });
  return {
    list,
    resolve: (label) => {
      const item = list.items.find((one) => one.label === label);
      return item && provider.resolve(item);
    },
  };
}

async function item(marked: string, label: string): Promise<CompletionItem | undefined> {
  return (await complete(marked)).list.items.find((one) => one.label === label);
}

describe('an item', () => {
  test('in back-quotes is found by its name, and by the back-quote', async () => {
    const found = await item(inFlow('filter f(rows) where src<|>'), '`src bytes`');
    expect(found).toMatchObject({ filterText: 'src bytes', textEdit: { newText: '`src bytes`' } });
    const quoted = await item(inFlow('filter f(rows) where `src by<|>'), '`src bytes`');
    const start = '  filter f(rows) where '.length;
    expect(quoted).toMatchObject({ filterText: '`src bytes`', textEdit: { range: { start: { character: start } } } });
  });

  test('behind a name in back-quotes goes on with it', async () => {
    const found = await item(inFlow('filter f(rows) where `src bytes`<|>'), 'between');
    const at = { line: 3, character: '  filter f(rows) where `src bytes`'.length };
    expect(found?.textEdit).toMatchObject({ range: { start: at, end: at } });
  });

  test('in the middle of a word takes its place, or only the place of what is before the cursor', async () => {
    const found = await item(inFlow('filter f(rows) where i<|>x'), 'id');
    const at = '  filter f(rows) where '.length;
    expect(found?.textEdit).toMatchObject({
      insert: { start: { character: at }, end: { character: at + 1 } },
      replace: { start: { character: at }, end: { character: at + 2 } },
    });
  });

  test('that is deprecated says so', async () => {
    expect(await item(inFlow('filter f(rows) where <|>'), 'old')).toMatchObject({ tags: [1] });
  });

  test('that is wanted is chosen beforehand, one that may be null comes behind', async () => {
    const { list } = await complete(inFlow('filter f(rows) where `src bytes` > <|>'));
    expect(list.items.slice(0, 3).map(({ label }) => label)).toEqual(['`src bytes`', 'n', 'limit']);
    expect(list.items.map(({ preselect }) => preselect).filter(Boolean)).toHaveLength(1);
    expect(list.items[0]?.preselect).toBe(true);
  });

  test('says its type beside its name', async () => {
    expect(await item(inFlow('filter f(rows) where <|>'), 'n')).toMatchObject({
      labelDetails: { description: 'int32?' },
    });
  });

  test('gets its documentation when it is asked about', async () => {
    const { list, resolve } = await complete(inFlow('filter f(rows) where <|>'));
    expect(list.items.find(({ label }) => label === 'ln')?.documentation).toBeUndefined();
    expect(JSON.stringify(resolve('ln')?.documentation)).toContain('logarithm');
  });

  test('of an older answer stays as it is', async () => {
    const { resolve, list } = await complete(inFlow('filter f(rows) where <|>'));
    const [first] = list.items;
    expect(first && { ...first, data: { uri: 'file:///nowhere.flow', answer: 99, index: 0 } }).toBeDefined();
    expect(resolve('id')).toMatchObject({ label: 'id' });
  });
});

describe('what another file declares', () => {
  test('is imported with it, into the import that is there', async () => {
    const { resolve } = await complete(`${withImport}schema A { x: my<|>, y: Other }`);
    const found = resolve('`my row`');
    expect(found).toMatchObject({ detail: './other.flow', additionalTextEdits: [{ newText: ', `my row`' }] });
  });

  test.each([
    ['import <|>', '{ `my row` } from "./other.flow"', 7],
    ['import { <|> }', '`my row` } from "./other.flow"', 9],
    ['import { my<|>', '`my row` } from "./other.flow"', 9],
  ])('is imported with its path by %s', async (text, newText, character) => {
    const { end } = { end: { character: text.replace('<|>', '').length } };
    const found = await item(`import { Other } from "./other.flow"\n${text}\n`, '`my row`');
    expect(found?.textEdit).toEqual({ newText, range: { start: { line: 1, character }, end: { line: 1, ...end } } });
  });

  test('comes behind all that is known here, and not twice', async () => {
    const { list } = await complete(`${withImport}schema A { x: <|> }`);
    const labels = list.items.map(({ label }) => label);
    expect(labels.filter((label) => label === 'Other')).toHaveLength(1);
    expect(labels.at(-1)).toBe('`my row`');
  });
});

describe('what a statement needs is written with it', () => {
  const model = 'model M { inputs: { n: int32, x: float32, v: float32[3] }, outputs: { y: float32 } }\n';
  const sub = 'flow Sub(rows: stream Row, level: int32, other: int32 = 3) -> a { filter a(rows) where n > level }\n';

  test.each([
    [
      'inputs of a model',
      `${model}${inFlow('infer i(rows) with <|>')}`,
      'M',
      'M {\n\tinputs: { n: $1, x: $2, v: [$3] }\n}',
    ],
    ['parameters of a flow', `${sub}${inFlow('use u: <|>')}`, 'Sub', 'Sub(rows: $1, level: $2)'],
    ['parameters of a tested flow', `${sub}test "t" of <|>`, 'Sub', 'Sub(level: $1)'],
    ['an object', inFlow('filter f(rows) where true { <|> }'), 'retry', 'retry: { attempts: $1 }'],
    ['two parts of an object', inFlow('filter f(rows) where true { <|> }'), 'rate', 'rate: { max: $1, per: $2 }'],
    ['answers of a review', inFlow('review v(rows) { <|> }'), 'by', 'by: "$1"'],
    [
      'a record of a test',
      `${schema}${sub}test "t" of Sub(level: 1) { given rows: [<|>] }`,
      '{ … }',
      '{ id: "$1", `src bytes`: $2, at: $3, old: "$4" }',
    ],
    ['arguments of an annotation', 'schema A { x: int32 @<|> }', 'range', 'range(min: $1, max: $2)'],
  ])('%s', async (_name, text, label, newText) => {
    expect((await item(text, label))?.textEdit).toMatchObject({ newText });
  });
});

test('a record of very many fields is cut to those that have the letters, and asked for again', async () => {
  const fields = Array.from({ length: 900 }, (_, i) => `field${i}: int32`).join(', ');
  const text = `schema Wide { ${fields}, zebra: int32 }\nflow F {\n  read w: Wide from csv("w.csv")\n  filter f(w) where <|>\n}`;
  const { list } = await complete(text);
  expect(list).toMatchObject({ isIncomplete: true });
  expect(list.items).toHaveLength(500);
  const narrowed = await complete(text.replace('<|>', 'zeb<|>'));
  expect(narrowed.list.items.map(({ label }) => label)).toContain('zebra');
});

describe('over stdio', () => {
  let client: FlowClient;
  let plain: FlowClient;
  const { text, position } = cursorText(inFlow('filter f(rows) where l<|>'));
  const start = (completionItem: NonNullable<ClientCapabilities['textDocument']>['completion']) =>
    FlowClient.start(folderWith({ ...files, 'main.flow': text }), undefined, {
      capabilities: { textDocument: { completion: completionItem } },
    });
  beforeAll(async () => {
    client = await start({
      completionItem: {
        snippetSupport: true,
        labelDetailsSupport: true,
        documentationFormat: ['markdown'],
        resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
      },
    });
    plain = await start({ completionItem: {} });
    for (const one of [client, plain]) await one.open('main.flow');
  }, 60_000);
  afterAll(() => Promise.all([client.stop(), plain.stop()]));

  test('an item is asked about later', async () => {
    expect(client.capabilities.completionProvider).toMatchObject({
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    });
    const { items } = await client.request<CompletionList>('textDocument/completion', 'main.flow', position);
    const ln = items.find(({ label }) => label === 'ln');
    expect(ln).toMatchObject({ insertTextFormat: 2, textEdit: { newText: 'ln($1)' } });
    expect(ln?.documentation).toBeUndefined();
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', ln);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('```flow') });
  });

  test('a client that can do little gets plain text, whole at once', async () => {
    const { items } = await plain.request<CompletionList>('textDocument/completion', 'main.flow', position);
    const ln = items.find(({ label }) => label === 'ln');
    expect(ln).toMatchObject({ insertTextFormat: 1, textEdit: { newText: 'ln()', range: expect.anything() } });
    expect(ln?.documentation).toMatchObject({ kind: 'plaintext', value: expect.not.stringContaining('```') });
    expect(ln).not.toHaveProperty('labelDetails');
    expect(ln).not.toHaveProperty('data');
  });
});

/** Outlines and the search of names in the project. */
import { FlowDocumentSymbols } from '@millrace/language-server';
import { expect, test } from 'vitest';
import type { ClientCapabilities, DocumentSymbol, WorkspaceSymbol } from 'vscode-languageserver';
import { type OpenText, openText } from '../support/language-services.ts';

const text = `import { Base } from "./base.flow"
schema Row extends Base { id: string, old: int32 @deprecated("use id") }
model Risk { file: "risk.onnx" }
dataset Kept: Row
flow Sub(rows: stream Row) -> best { select best(rows) { id } }
flow Main(limit: float64 = 1) {
  read p: Row from jsonl("p.jsonl")
  read kept from Kept
  group "Score" {
    infer scored(p) with Risk { outputs: { risk: score } }
  }
  route parts(p) { high: old > 1, low: otherwise }
  aggregate counts(p) by id { n: count() }
  review asked(p) { ask: { fine: bool } }
  task t(p) -> Row { run: node("t.ts") }
  use u: Sub(rows: p)
  write w(u) to Kept
}
test "all" of Main { }
schedule Nightly runs Main() at cron("0 3 * * *")
`;
const files = { 'base.flow': 'schema Base { at: timestamp }\nflow Basic { read basics from jsonl("b.jsonl") }\n' };

async function open(marked: string, capabilities?: ClientCapabilities): Promise<OpenText> {
  const opened = await openText(marked, files);
  const params = { processId: null, rootUri: null, workspaceFolders: null };
  if (capabilities) await opened.services.shared.lsp.LanguageServer.initialize({ ...params, capabilities });
  return opened;
}

function provider({ services }: OpenText): FlowDocumentSymbols {
  const found = services.flow.lsp.DocumentSymbolProvider;
  if (!(found instanceof FlowDocumentSymbols)) throw new Error('There is another provider');
  return found;
}

function outline(symbols: readonly DocumentSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    `${indent}${name}: ${detail}`,
    ...outline(children, `${indent}  `),
  ]);
}

test('an outline says of each name what it is, and has the columns and ports that nodes make', async () => {
  const opened = await open(text);
  expect(outline(provider(opened).getSymbols(opened.document))).toEqual([
    'Row: schema extends Base',
    '  id: string',
    '  old: int32',
    'Risk: model risk.onnx',
    'Kept: dataset Row',
    'Sub: flow -> best',
    '  rows: stream Row',
    '  best: select',
    'Main: flow',
    '  limit: float64',
    '  p: read Row',
    '  kept: read from Kept',
    '  Score: group',
    '    scored: infer with Risk',
    '      risk: score',
    '  parts: route',
    '    high: old > 1',
    '    low: otherwise',
    '  counts: aggregate',
    '    n: count()',
    '  asked: review',
    '    fine: bool',
    '  t: task -> Row',
    '  u: use Sub',
    '  w: write to Kept',
    'all: test of Main',
    'Nightly: schedule runs Main',
  ]);
});

test('what is deprecated is marked in the way that the client knows', async () => {
  const old = async (capabilities: ClientCapabilities) => {
    const opened = await open(text, capabilities);
    return provider(opened).getSymbols(opened.document)[0]?.children?.[1];
  };
  const tagSupport = { valueSet: [1 as const] };
  expect(await old({ textDocument: { documentSymbol: { tagSupport } } })).toMatchObject({ tags: [1] });
  expect(await old({})).toMatchObject({ deprecated: true });
});

test('a client that shows no tree gets a list', async () => {
  const opened = await open('schema A { a: int32 }', {});
  const { uri } = opened.document.textDocument;
  const range = (from: number, to: number) => ({
    start: { line: 0, character: from },
    end: { line: 0, character: to },
  });
  expect(provider(opened).getShownSymbols(opened.document)).toMatchObject([
    { name: 'A', location: { uri, range: range(0, 21) } },
    { name: 'a', containerName: 'A', location: { uri, range: range(11, 19) } },
  ]);
});

test.each(['', 'schema', 'schema {', 'flow F { read', 'test', 'flow F { select s(', 'group "x" { }', 'dataset D:'])(
  'the text "%s" has an outline',
  async (broken) => {
    const opened = await open(broken);
    expect(Array.isArray(provider(opened).getSymbols(opened.document))).toBe(true);
  },
);

async function search(query: string, marked = text, capabilities?: ClientCapabilities): Promise<WorkspaceSymbol[]> {
  const { services } = await open(marked, capabilities);
  return (await services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query })) ?? [];
}

test.each<[string, string[]]>([
  ['bas', ['Base', 'Basic', 'Basic.basics']],
  ['KEPT', ['Kept', 'Main.kept']],
  ['kep', ['Kept', 'Main.kept']],
  ['scr', ['Main.scored']],
  ['nothing', []],
])('"%s" finds declarations and nodes of all files, the nearest first', async (query, expected) => {
  const found = await search(query);
  expect(found.map(({ name, containerName }) => [containerName, name].filter(Boolean).join('.'))).toEqual(expected);
});

test('so many are given as a person may read', async () => {
  const many = Array.from({ length: 400 }, (_, index) => `schema S${index} { a: int32 }`).join('\n');
  const found = await search('s', many);
  expect(found.length).toBe(256);
  expect(found[0]?.name).toBe('S0');
});

test('where a name stands is told at once, or when it is chosen', async () => {
  const range = { start: { line: 9, character: 10 }, end: { line: 9, character: 16 } };
  expect((await search('scored', text, {}))[0]?.location).toMatchObject({ range });
  const symbol = { resolveSupport: { properties: ['location.range'] } };
  const { services } = await open(text, { workspace: { symbol } });
  const { WorkspaceSymbolProvider } = services.shared.lsp;
  const [found] = (await WorkspaceSymbolProvider?.getSymbols({ query: 'scored' })) ?? [];
  expect(found?.location).not.toHaveProperty('range');
  const resolved = found && (await WorkspaceSymbolProvider?.resolveSymbol?.(found));
  expect(resolved?.location).toMatchObject({ range });
});

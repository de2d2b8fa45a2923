/** Code lenses: which stand above which line, and what they call. */
import type { FlowCodeLenses } from '@millrace/language-server';
import { commands } from '@millrace/language-server/protocol';
import { expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import { type OpenText, openText } from '../support/language-services.ts';

const text = `import { Base } from "./base.flow"
schema Row extends Base { id: string }
model Risk { inputs: { n: float32 }, outputs: { score: float32 } }
dataset Kept: Row

flow Sub(rows: stream Row) -> out { filter out(rows) where true }
flow Main {
  read p: Row from jsonl("p.jsonl")
  group "Uses" {
    use u: Sub(rows: p)
  }
  write w(u) to Kept
}
test "all" of Main { }
`;
const files = { 'base.flow': 'schema Base { at: timestamp }\n' };

async function open(marked: string, given?: string[], codeLenses: Record<string, boolean> = {}): Promise<OpenText> {
  const opened = await openText(marked, files);
  const initializationOptions = { codeLenses, commands: given ?? Object.values(commands) };
  const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities: {}, initializationOptions };
  await opened.services.shared.lsp.LanguageServer.initialize(params);
  return opened;
}

async function lensesOf({ services, document }: OpenText): Promise<CodeLens[]> {
  const provider = services.flow.lsp.CodeLensProvider as FlowCodeLenses;
  const found = await provider.provideCodeLens(document, { textDocument: { uri: document.textDocument.uri } });
  return found.map((lens) => (lens.command === undefined ? provider.resolve(lens) : lens));
}

/** Of each line the titles above it. */
async function titles(opened: OpenText): Promise<Record<string, string>> {
  const byLine: Record<string, string> = {};
  for (const { range, command } of await lensesOf(opened)) {
    const line = opened.document.textDocument.getText(range);
    byLine[line] = [...(byLine[line]?.split(' | ') ?? []), command?.title].join(' | ');
  }
  return byLine;
}

test('flows, nodes and tests have commands, and declarations the number of their usages', async () => {
  expect(await titles(await open(text))).toEqual({
    Row: '3 usages',
    Risk: '0 usages',
    Kept: '1 usage',
    Sub: '▶ Run | Open Diagram | 1 usage',
    out: 'Run to here | Peek',
    Main: '▶ Run | Open Diagram | 1 usage',
    p: 'Run to here | Peek',
    u: 'Run to here | Peek',
    w: 'Run to here',
    '"all"': '▶ Test',
  });
});

test('what the client does not have is not offered, and usages are a text', async () => {
  const opened = await open(text, [commands.runFlow]);
  expect(await titles(opened)).toMatchObject({ Main: '▶ Run | 1 usage' });
  expect(await titles(opened)).not.toHaveProperty('p');
  const usages = (await lensesOf(opened)).filter(({ command }) => command?.title.endsWith('usages'));
  expect(usages.map(({ command }) => command?.command)).toEqual(['', '']);
});

test.each([
  ['run', 'Main', '1 usage'],
  ['runToHere', 'p', 'Peek'],
  ['peek', 'p', 'Run to here'],
  ['usages', 'Main', '▶ Run | Open Diagram'],
])('%s can be turned off', async (setting, line, expected) => {
  expect((await titles(await open(text, undefined, { [setting]: false })))[line]).toBe(expected);
});

test('a command says which file, flow and node it is called for', async () => {
  const opened = await open(text);
  const { uri } = opened.document.textDocument;
  const calls = (await lensesOf(opened)).map(({ command }) => [command?.command, command?.arguments]);
  expect(calls).toContainEqual([commands.runFlow, [uri, 'Main']]);
  expect(calls).toContainEqual([commands.peek, [uri, 'Main', 'u']]);
  expect(calls).toContainEqual([commands.runTest, [uri, 'all']]);
  const used = { uri, range: { start: { line: 11, character: 16 }, end: { line: 11, character: 20 } } };
  expect(calls).toContainEqual([commands.showReferences, [uri, { line: 3, character: 8 }, [used]]]);
});

test('of a route and a use are run and shown what their records are called, and nothing of what gives none', async () => {
  const own = `schema Row { id: string }
flow Two(rows: stream Row) -> a, b {
  filter a(rows) where true
  use b: One(rows: rows)
}
flow One(rows: stream Row) -> c { filter c(rows) where true }
flow Main {
  read p: Row from jsonl("p.jsonl")
  route r(p) { one: id == "1", more: otherwise }
  use t: Two(rows: p)
  use o: One(rows: p)
  task told(p) { run: node("t.ts") }
}
`;
  const opened = await open(own);
  const { uri } = opened.document.textDocument;
  const given = (await lensesOf(opened)).map(({ command }) => [command?.title, ...(command?.arguments ?? [])]);
  expect(given).toContainEqual(['Run to here', uri, 'Main', 'r']);
  expect(given).toContainEqual(['Peek', uri, 'Main', 'r', ['r.one', 'r.more']]);
  expect(given).toContainEqual(['Run to here', uri, 'Main', 't', ['t.a', 't.b.c']]);
  expect(given).toContainEqual(['Peek', uri, 'Main', 't', ['t.a', 't.b']]);
  expect(given).toContainEqual(['Run to here', uri, 'Main', 'o', ['o.c']]);
  expect(given).toContainEqual(['Peek', uri, 'Main', 'o']);
  expect(given.filter(([title, , , name]) => title === 'Peek' && name === 'told')).toEqual([]);
});

test('a flow that only people run says nothing of usages, until one is there', async () => {
  const alone = text.replace('test "all" of Main { }', '');
  expect((await titles(await open(alone))).Main).toBe('▶ Run | Open Diagram');
  expect((await titles(await open(text))).Main).toBe('▶ Run | Open Diagram | 1 usage');
  expect((await titles(await open(text.replace('use u: Sub(rows: p)', '')))).Sub).toBe(
    '▶ Run | Open Diagram | 0 usages',
  );
});

test('usages in other files count, an import alone does not', async () => {
  const opened = await open('import { Row, Base } from "./rows.flow"\nschema Low extends Row { a: Base }\n');
  const rows = 'schema Row { id: string }\nschema Base { id: string }\nschema Mid extends Row { b: int32 }\n';
  const both = await openText('import { Row, Base } from "./rows.flow"\nschema Low extends Row { a: Base }\n', {
    'rows.flow': rows,
  });
  expect(await titles(opened)).toEqual({ Low: '0 usages' });
  const document = both.services.shared.workspace.LangiumDocuments.all.find(({ uri }) =>
    uri.path.endsWith('rows.flow'),
  );
  expect(document && (await titles({ ...both, document }))).toEqual({
    Row: '2 usages',
    Base: '1 usage',
    Mid: '0 usages',
  });
});

test.each(['', 'flow', 'flow F { read', 'test of', 'schema { }', 'dataset'])(
  'the text "%s" is answered',
  async (broken) => {
    expect(Array.isArray(await lensesOf(await open(broken)))).toBe(true);
  },
);

test('a lens of a name that has gone says that nobody uses it', async () => {
  const opened = await open(text);
  const provider = opened.services.flow.lsp.CodeLensProvider as FlowCodeLenses;
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const { uri } = opened.document.textDocument;
  expect(provider.resolve({ range, data: { uri, name: 'Gone' } }).command).toEqual({ title: '0 usages', command: '' });
  const unknown = { range, data: { uri: 'file:///nowhere.flow', name: 'Row' } };
  expect(provider.resolve(unknown)).toBe(unknown);
});

/** Where records come from and go to, and which schemas extend which. */
import type { LangiumDocument } from 'langium';
import { expect, test } from 'vitest';
import type { CallHierarchyItem, Range } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';

const files = {
  'sub.flow': `import { Row } from "./rows.flow"
flow Score(rows: stream Row) -> best {
  filter good(rows) where n > 1
  select best(good) { id }
}
`,
  'rows.flow': 'schema Row { id: string, n: int32 }\ndataset Kept: Row\n',
  'later.flow': `import { Kept } from "./rows.flow"
flow Later {
  read old from Kept
  write again(old) to jsonl("again.jsonl")
}
`,
};

const main = `import { Score } from "./sub.flow"
import { Row, Kept } from "./rows.flow"
import { Later } from "./later.flow"
flow Main {
  read p: Row from jsonl("p.jsonl")
  route parts(p) { high: n > 1, low: otherwise }
  join twice(parts.high, parts.low) on parts.high.id == parts.low.id { prefix: "r_" }
  use u: Score(rows: p)
  write w(u) to jsonl("w.jsonl")
  write k(p) to Kept
  use l: Later()
}
`;

/** `name detail: the text of the places`, for each station around the one at the cursor. */
async function around(marked: string, direction: 'in' | 'out', then: string[] = []): Promise<string[]> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const provider = services.flow.lsp.CallHierarchyProvider;
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  let item = (await provider?.prepareCallHierarchy(document, params))?.[0];
  const step = async (from: CallHierarchyItem) =>
    direction === 'in'
      ? ((await provider?.incomingCalls({ item: from })) ?? []).map((call) => ({ ...call, other: call.from }))
      : ((await provider?.outgoingCalls({ item: from })) ?? []).map((call) => ({ ...call, other: call.to }));
  for (const name of then) item = item && (await step(item)).find(({ other }) => other.name === name)?.other;
  if (item === undefined) return ['nothing'];
  const { uri } = item;
  const all = services.shared.workspace.LangiumDocuments.all.toArray();
  return (await step(item)).map(({ other, fromRanges }) => {
    const source = direction === 'in' ? other.uri : uri;
    const places = fromRanges.map((range) => textAt(all, source, range));
    return `${other.name} (${other.detail}): ${places.join(', ')}`;
  });
}

function textAt(all: readonly LangiumDocument[], uri: string, range: Range): string | undefined {
  return all.find((document) => document.uri.toString() === uri)?.textDocument.getText(range);
}

const at = (text: string) => main.replace(text, `${text}<|>`);

test.each<[string, string, 'in' | 'out', string[], string[]]>([
  ['a node reads', at('join twice'), 'in', [], ['parts (route · Main): parts.high, parts.low']],
  ['from its name in another node', at('route parts(p'), 'in', [], []],
  [
    'a node is read',
    at('read p'),
    'out',
    [],
    ['parts (route · Main): p', 'u (use · Main): rows: p', 'k (write · Main): p', 'rows (stream · Score): rows: p'],
  ],
  [
    'a use gives what its flow gives',
    at('use u'),
    'in',
    [],
    ['p (read · Main): rows: p', 'best (select · Score): best'],
  ],
  ['into the flow that is used', at('use u'), 'in', ['best', 'good'], ['rows (stream · Score): rows']],
  ['and out of it again', at('use u'), 'in', ['best', 'good', 'rows'], ['p (read · Main): rows: p']],
  [
    'through the flow to who reads the use',
    at('read p'),
    'out',
    ['rows', 'good', 'best', 'u'],
    ['w (write · Main): u'],
  ],
  ['a dataset from who writes it', at('to Kept'), 'in', [], ['k (write · Main): Kept']],
  ['a dataset to who reads it, in another file', at('write k'), 'out', ['Kept'], ['old (read · Later): Kept']],
  ['from a reader in another file back', at('to Kept'), 'out', ['old'], ['again (write · Later): old']],
  ['at the word that opens the statement', at('writ'), 'in', [], ['u (use · Main): u']],
  ['at a port', at('join twice(parts.high'), 'in', [], ['p (read · Main): p']],
  ['a schema is no station', at('read p: Row'), 'in', [], ['nothing']],
  ['nothing is no station', `${main}<|>`, 'in', [], ['nothing']],
  [
    'a half-typed node',
    'flow F { read a: { x: int32 } from jsonl("a.jsonl") filter b<|>(a',
    'in',
    [],
    ['a (read · F): a'],
  ],
  ['nodes in a circle', 'flow F { filter a<|>(b) where true filter b(a) where true }', 'in', [], ['b (filter · F): b']],
])('%s', async (_, marked, direction, then, expected) => {
  expect(await around(marked, direction, then)).toEqual(expected);
});

test('schemas above and below, in other files too', async () => {
  const { text, position } = cursorText(`import { Row } from "./rows.flow"
schema Mid<|> extends Row { a: int32 }
schema Low extends Mid { b: int32 }
schema Holds { mid: Mid }
`);
  const { services, document } = await openText(text, files);
  const provider = services.flow.lsp.TypeHierarchyProvider;
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const [item] = (await provider?.prepareTypeHierarchy(document, params)) ?? [];
  if (item === undefined) throw new Error('There is a schema at the cursor');
  const above = (await provider?.supertypes({ item })) ?? [];
  expect(above.map(({ name, uri }) => [name, uri.endsWith('/rows.flow')])).toEqual([['Row', true]]);
  expect((await provider?.subtypes({ item }))?.map(({ name, detail }) => [name, detail])).toEqual([
    ['Low', 'extends Mid'],
  ]);
  const [row] = above;
  const back = row && (await provider?.subtypes({ item: row }));
  expect(back?.map(({ name }) => name)).toEqual(['Mid']);
});

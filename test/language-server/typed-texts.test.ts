/** A text that was typed key by key is known as one that is opened: the server keeps what a key does not change, and nothing else. */
import { pathToFileURL } from 'node:url';
import { analyzeFlow, checkDocument, diagramOf, toLspDiagnostic } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { type LangiumDocument, TextDocument, URI, UriUtils } from 'langium';
import type { NormalizedTextDocuments } from 'langium/lsp';
import { expect, test } from 'vitest';
import { type OpenText, openText } from '../support/language-services.ts';
import { oneOf, randomFrom } from '../support/text-mutations.ts';
import { keysOf } from '../support/typed-keys.ts';

const text = `schema Row { id: string @key, a: int64?, b: float64 @pii, c: string }
schema Other { id: string, x: int64 }
flow Main(k: int64 = 1, others: stream Other) -> last {
  read rows: Row from csv("rows.csv")
  select some(rows) { *, d: a + k }
  filter big(some) where d > 10 and b < 2.5
  group "parts" {
    route parts(big) { high: a > k, low: otherwise }
    select high(parts.high) { id, a, c }
  }
  select low(parts.low) { id, a, c }
  union both(high, low)
  join wide(both, others) on both.id == others.id { kind: left, prefix: "o_" }
  aggregate sums(wide) by c { total: sum(a), most: max(o_x) }
  filter last(sums) where total > 1
  write out(last) to csv("out.csv")
  write all(rows) to jsonl("all.jsonl") { allow: [b] }
}
flow Using { read others: Other from csv("others.csv") use run: Main(others: others) write w(run.last) to csv("w.csv") }
`;
const files = { 'rows.csv': '', 'others.csv': '' };

/** All that is told of a text, without the order in which it was found. */
function knownOf(document: LangiumDocument): unknown {
  const { declarations } = document.parseResult.value as FlowFile;
  const analyses = declarations.filter(isFlow).map((flow) => {
    const { nodes, order, cycles, parameters } = analyzeFlow(flow);
    const all = [...nodes.values()].map(({ node, inputs, expressions, columns, use: _, ...facts }) => ({
      ...facts,
      at: node.$cstNode?.range,
      inputs: inputs.map(({ place, ...input }) => ({ ...input, at: place.$cstNode?.range })),
      expressions: [...expressions].map(([{ $cstNode }, typed]) => [$cstNode?.text, $cstNode?.range, typed]),
      columns: columns?.map(({ item, ...column }) => ({ ...column, at: item.$cstNode?.range })),
    }));
    return { all, order, cycles, parameters };
  });
  const mistakes = checkDocument(document).map(toLspDiagnostic);
  const { uri } = document.textDocument;
  return JSON.parse(
    JSON.stringify({ analyses, mistakes, diagram: diagramOf(document) }, plain).replaceAll(
      uri.slice(0, uri.lastIndexOf('/')),
      '',
    ),
  );
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

async function type({ services, document }: OpenText, next: string, version: number): Promise<void> {
  const { TextDocuments, DocumentBuilder } = services.shared.workspace;
  const texts = TextDocuments as NormalizedTextDocuments<TextDocument>;
  texts.set(TextDocument.create(document.uri.toString(), 'flow', version, next));
  await DocumentBuilder.update([document.uri], []);
}

const words = [
  'a',
  'b',
  'c',
  'd',
  'k',
  'id',
  'total',
  '7',
  '1.5',
  '"x"',
  ' + 1',
  ' ?? 0',
  'x',
  '>',
  '<',
  ' and true',
  '*',
  ', e: 1',
  '\n',
];

test('one after another', async () => {
  const random = randomFrom(11);
  const typed = await openText(text, files);
  let [last, kept] = [text, 0];
  for (let trial = 0; trial < 40; trial++) {
    const places = [...last.matchAll(/\b(a|b|c|d|k|id|total|\d+)\b/g)];
    const { index, 0: word } = oneOf(places, random);
    const [from, to] = random(2) === 0 ? [index, index + word.length] : [index + word.length, index + word.length];
    const next = last.slice(0, from) + oneOf(words, random) + last.slice(to);
    const [schema] = (typed.document.parseResult.value as FlowFile).declarations;
    await type(typed, next, trial + 2);
    if ((typed.document.parseResult.value as FlowFile).declarations[0] === schema) kept++;
    const opened = await openText(next, files);
    expect({ next, known: knownOf(typed.document) }).toEqual({ next, known: knownOf(opened.document) });
    const isSound =
      typed.document.parseResult.parserErrors.length + typed.document.parseResult.lexerErrors.length === 0;
    // Mistakes pile up for some keys, as while somebody types.
    last = (isSound || random(4) > 0) && next.length < 2 * text.length ? next : text;
  }
  // Else nothing was proved.
  expect(kept).toBeGreaterThan(5);
}, 120_000);

const statements = [
  'select low2(parts.low) { id, e: a + k, f: upper(c) if b > 1.5 else "x" }',
  'filter big(some) where id == "a" and d > 1',
  'write more(both) to csv("more.csv", delimiter: ";") { allow: [b] }',
  'join again(low, others) on low.id == others.id { prefix: "again_" }',
  'group "more" { filter inner(big) where k > 2 }',
  'sql asked(sums) """ SELECT c, total FROM sums WHERE most > 3 """',
];
test.each(statements)(
  'key by key: %s',
  async (statement) => {
    const random = randomFrom(statement.length);
    const typed = await openText(text, files);
    const lines = text.split('\n');
    const isStatement = statements.includes(statement);
    const line = isStatement ? 4 + random(lines.length - 9) : 2;
    let [version, kept] = [2, 0];
    const check = async (next: string) => {
      const [schema] = (typed.document.parseResult.value as FlowFile).declarations;
      await type(typed, next, version++);
      if ((typed.document.parseResult.value as FlowFile).declarations[0] === schema) kept++;
      const opened = await openText(next, files);
      expect({ next, known: knownOf(typed.document) }).toEqual({ next, known: knownOf(opened.document) });
    };
    const around = (words: string) => lines.toSpliced(line, 0, (isStatement ? '  ' : '') + words).join('\n');
    for (const { whole } of keysOf(statement)) await check(around(whole));
    for (let length = statement.length - 1; length > 0; length -= 3) await check(around(statement.slice(0, length)));
    await check(text);
    expect(kept).toBeGreaterThan(statement.length / 2);
  },
  120_000,
);

async function typeInto(typed: OpenText, name: string, next: string): Promise<void> {
  const uri = UriUtils.joinPath(URI.parse(pathToFileURL(typed.folder).href), name);
  const document = typed.services.shared.workspace.LangiumDocuments.getDocument(uri);
  if (document === undefined) throw new Error(`${name} is not loaded`);
  await type({ ...typed, document }, next, 2);
}

test('a name that comes in a file that is imported', async () => {
  const main = `import { A } from "./lib.flow"
flow f {
  read r: A from csv("a.csv")
  filter n(r) where a > 1
  write w(n) to csv("b.csv")
}
`;
  const [before, after] = ['B', 'A'].map((name) => `schema ${name} { b: string }\nschema A { a: int64 }\n`) as [
    string,
    string,
  ];
  const typed = await openText(main, { 'lib.flow': before, 'a.csv': '' });
  await type(typed, main, 1);
  await typeInto(typed, 'lib.flow', after);
  const opened = await openText(main, { 'lib.flow': after, 'a.csv': '' });
  expect(knownOf(typed.document)).toEqual(knownOf(opened.document));
});

test('a list that moves along its line, with mistakes in its elements', async () => {
  const around = (gap: string) =>
    text.replace('  union both', `  task s(big)${gap} -> Row after big, zz { image: "x" }\n  union both`);
  const typed = await openText(around(''), files);
  knownOf(typed.document);
  await type(typed, around('    '), 2);
  const opened = await openText(around('    '), files);
  expect(knownOf(typed.document)).toEqual(knownOf(opened.document));
});

test('a text with very many mistakes stays open', async () => {
  const many = `schema A { a: int64 }\n${', '.repeat(130_000)}`;
  const typed = await openText(many);
  await type(typed, `${many} `, 2);
  expect(typed.services.shared.workspace.LangiumDocuments.hasDocument(typed.document.uri)).toBe(true);
});

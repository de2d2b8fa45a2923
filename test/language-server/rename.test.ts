import { OperationCancelled } from 'langium';
import { expect, test } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { withStatement } from '../support/payment-flow.ts';
import { renamed as rename } from '../support/renamed-files.ts';

test('a node is renamed with everything that reads it, its errors included', async () => {
  const marked = withStatement('write bad(large<|>.errors) to jsonl("x.jsonl")');
  const found = await rename(marked, 'big');
  expect(found).toEqual({ 'main.flow': cursorText(marked).text.replaceAll('large', 'big') });
});

test('a schema is renamed in the files that import it', async () => {
  const files = { 'other.flow': 'schema X { a: int32 }\n' };
  const found = await rename('import { X<|> } from "./other.flow"\nschema Y extends X { b: int32 }\n', 'Z', files);
  expect(found).toEqual({
    'main.flow': 'import { Z } from "./other.flow"\nschema Y extends Z { b: int32 }\n',
    'other.flow': 'schema Z { a: int32 }\n',
  });
});

test('a name that is no word of its own gets back-quotes', async () => {
  const text = 'schema A<|> { a: int32 }\nschema B { a: A }\n';
  expect(await rename(text, 'read')).toEqual({ 'main.flow': 'schema `read` { a: int32 }\nschema B { a: `read` }\n' });
  expect(await rename(text, 'two words')).toEqual({
    'main.flow': 'schema `two words` { a: int32 }\nschema B { a: `two words` }\n',
  });
});

test.each(['route', 'join', 'union', 'aggregate', 'sql', 'review', 'use', 'group', 'otherwise', 'if'])(
  'the word %s begins something else, so as a name it gets back-quotes',
  async (word) => {
    const found = await rename('schema A<|> { a: int32 }\n', word);
    expect(found).toEqual({ 'main.flow': `schema \`${word}\` { a: int32 }\n` });
  },
);

test.each(['trigger', 'at', 'every', 'Payment'])('the word %s is a name as it stands', async (word) => {
  expect(await rename('schema A<|> { a: int32 }\n', word)).toEqual({ 'main.flow': `schema ${word} { a: int32 }\n` });
});

test('functions are not renamed', async () => {
  expect(await rename(withStatement('filter f(large) where ln<|>(amount) > 1'), 'x')).toBeUndefined();
});

test('a node is renamed where a use takes it and a join compares its columns', async () => {
  const text = `
schema Row { id: string }
flow Sub(rows: stream Row) -> out { select out(rows) { id } }
flow Main {
  read rows: Row from jsonl("a.jsonl")
  route parts(rows) { some: id == "1", rest: otherwise }
  group "Uses" { use u: Sub(rows: parts<|>.some) }
  join j(parts.some, u) on parts.some.id == u.id
  write w(j) to jsonl("w.jsonl")
}
`;
  const found = await rename(text, 'halves');
  expect(found).toEqual({ 'main.flow': cursorText(text).text.replaceAll('parts', 'halves') });
});

const uses = `
schema Row { id: string }
flow Sub(rows: stream Row, least: int32 = 1) -> kept, gone {
  route r(rows) { some: ln(least) > 0, rest: otherwise }
  select kept(r.some) { id, least }
  filter gone(r.rest) where least > 2
}
flow Main(least: int32) {
  read rows: Row from jsonl("a.jsonl")
  use u: Sub(rows: rows, least: least)
  join j(u.kept, u.gone) on u.kept.id == u.gone.id
  write w(j) to jsonl("w.jsonl")
  write bad(u.kept.errors) to jsonl("bad.jsonl")
  select sized(rows) { id, size: 1 }
  filter big(sized) where least > 2
  write bigs(big) to jsonl("big.jsonl")
}
test "some" of Sub(least: 2) {
  given rows: [{ id: "1" }]
  expect kept: []
}
test "all" of Main(least: 3) {
  given rows: [{ id: "1" }]
  expect u.kept: []
}
`;

test.each([
  ['an output, in the header, in uses and in tests', 'select kept<|>', [/\bkept\b/g]],
  ['an output where it is used', 'write bad(u.kept<|>', [/\bkept\b/g]],
  ['a port of a route', 'some<|>: ln', [/\bsome(?=:)|(?<=r\.)some/g]],
  ['a port of a route where it is read', 'select kept(r.some<|>', [/\bsome(?=:)|(?<=r\.)some/g]],
  ['a node by its head in a condition', 'on u<|>.kept.id', [/\bu\b/g]],
] as const)('%s is renamed everywhere', async (_, at, [words]) => {
  const marked = uses.replace(at.replace('<|>', ''), at);
  expect(await rename(marked, 'changed')).toEqual({ 'main.flow': uses.replaceAll(words, 'changed') });
});

test.each([
  ['where it is declared', 'Sub(rows: stream Row, least<|>'],
  ['in an expression', 'ln(least<|>'],
  ['as an item alone', '{ id, least<|>'],
  ['as an argument of a use', 'Sub(rows: rows, least<|>'],
  ['as an argument of a test', 'Sub(least<|>'],
])('a parameter is renamed with its arguments: %s', async (_, at) => {
  const marked = uses.replace(at.replace('<|>', ''), at);
  const expected = uses
    .replace('stream Row, least:', 'stream Row, most:')
    .replace('ln(least)', 'ln(most)')
    .replace('{ id, least }', '{ id, least: most }')
    .replace('where least > 2', 'where most > 2')
    .replace('rows: rows, least: least', 'rows: rows, most: least')
    .replace('of Sub(least: 2)', 'of Sub(most: 2)');
  expect(await rename(marked, 'most')).toEqual({ 'main.flow': expected });
});

test('a parameter that is a stream is renamed with what fills it', async () => {
  const marked = uses.replace('route r(rows', 'route r(rows<|>');
  const expected = uses
    .replace('Sub(rows: stream', 'Sub(lines: stream')
    .replace('route r(rows)', 'route r(lines)')
    .replace('Sub(rows: rows,', 'Sub(lines: rows,')
    .replace('given rows', 'given lines');
  expect(await rename(marked, 'lines')).toEqual({ 'main.flow': expected });
});

test.each([
  ['a name that another node has', 'filter gone<|>', 'kept', 'kept'],
  ['a parameter that a column would hide', 'Row, least<|>', 'id', 'id'],
  ['a parameter that a field of its type would hide', 'flow Main(least<|>', 'size', 'big'],
  ['a port of a name that is kept', 'some<|>: ln', 'errors', 'errors'],
])('%s is refused', async (_, at, name, word) => {
  const found = await rename(uses.replace(at.replace('<|>', ''), at), name);
  expect(found).toContain(`"${word}"`);
});

test('a dataset and a flow are renamed where they are named', async () => {
  const text = `
schema Row { id: string }
dataset Rows: Row
flow F { read a: Row from jsonl("a.jsonl") write w(a) to Rows<|> }
flow G { read a from Rows write w(a) to jsonl("b.jsonl") }
schedule nightly runs G at cron("0 2 * * *")
`;
  const plain = cursorText(text).text;
  expect(await rename(text, 'Lines')).toEqual({ 'main.flow': plain.replaceAll('Rows', 'Lines') });
  const runs = plain.replace('runs G', 'runs G<|>');
  expect(await rename(runs, 'Night')).toEqual({ 'main.flow': plain.replaceAll(/\bG\b/g, 'Night') });
});

test('a rename that nobody waits for ends in the middle of its trial', async () => {
  const filters = Array.from({ length: 40 }, (_, n) => `  filter f${n + 1}(f${n}) where a > ${n}\n`).join('');
  const { text, position } = cursorText(`flow F {\n  read f0<|>: { a: int32 } from csv("a.csv")\n${filters}}\n`);
  const { services, document } = await openText(text);
  let looks = 0;
  const token = {
    ...CancellationToken.None,
    get isCancellationRequested() {
      return ++looks > 20;
    },
  };
  const params = { textDocument: { uri: document.textDocument.uri }, position, newName: 'first' };
  await expect(services.flow.lsp.RenameProvider?.rename(document, params, token)).rejects.toBe(OperationCancelled);
});

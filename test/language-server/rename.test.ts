import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { withStatement } from '../support/payment-flow.ts';

/** The files as they are after the rename, by name; undefined where nothing can be renamed. */
async function rename(marked: string, newName: string, files: Record<string, string> = {}) {
  const { text, position } = cursorText(marked);
  const { services, document, folder } = await openText(text, files);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  if ((await services.flow.lsp.RenameProvider?.prepareRename(document, params)) === undefined) return undefined;
  const edit = await services.flow.lsp.RenameProvider?.rename(document, { ...params, newName });
  return Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
      const old = TextDocument.create(uri, 'flow', 0, readFileSync(fileURLToPath(uri), 'utf8'));
      return [uri.slice(uri.indexOf(folder) + folder.length + 1), TextDocument.applyEdits(old, edits)];
    }),
  );
}

test('a node is renamed with everything that reads it, its errors included', async () => {
  const marked = withStatement('write bad(large<|>.errors) to jsonl("x.jsonl")');
  const found = await rename(marked, 'big');
  expect(found?.['main.flow']).toBe(cursorText(marked).text.replaceAll('large', 'big'));
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

test('fields, parameters and functions are not renamed by halves', async () => {
  expect(await rename(withStatement('filter f(large) where amount<|> > 1'), 'x')).toBeUndefined();
  expect(await rename(withStatement('filter f(large) where ln<|>(amount) > 1'), 'x')).toBeUndefined();
  expect(await rename('schema A { a<|>: int32 }', 'x')).toBeUndefined();
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
  expect(found?.['main.flow']).toBe(cursorText(text).text.replaceAll('parts', 'halves'));
});

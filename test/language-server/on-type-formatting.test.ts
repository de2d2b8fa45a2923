/** What moves while somebody types: the cursor `<|>` stands behind what was typed. */
import { formatFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorText } from '../support/cursor-text.ts';
import { type OpenText, openText } from '../support/language-services.ts';
import { readFiles } from '../support/source-files.ts';

async function typed(opened: OpenText, offset: number, ch: string): Promise<string> {
  const { services, document } = opened;
  const { textDocument } = document;
  const edits = await services.flow.lsp.Formatter?.formatDocumentOnType(document, {
    textDocument: { uri: textDocument.uri },
    position: textDocument.positionAt(offset),
    ch,
    options: { tabSize: 8, insertSpaces: false },
  });
  const source = TextDocument.create('file:///a', 'flow', 1, textDocument.getText());
  return TextDocument.applyEdits(source, edits ?? []);
}

async function after(marked: string, ch: string): Promise<string> {
  const { text, offset } = cursorText(marked);
  return typed(await openText(text), offset, ch);
}

test.each<[string, string, string]>([
  ['a line in a block', 'flow F {\n<|>\n}', 'flow F {\n  \n}'],
  ['a line in two blocks', 'flow F {\n  select s(p) {\n<|>', 'flow F {\n  select s(p) {\n    '],
  [
    'a line in a list',
    'flow F {\n  infer i(p) with M {\n    inputs: [\n<|>',
    'flow F {\n  infer i(p) with M {\n    inputs: [\n      ',
  ],
  ['a bracket pushed to a line of its own', 'flow F {\n<|>}', 'flow F {\n}'],
  ['a line behind a block', 'flow F {\n  select s(p) { id }\n      <|>\n}', 'flow F {\n  select s(p) { id }\n  \n}'],
  [
    'a line where a statement goes on',
    'flow F {\n  filter f(p)\n      <|>where a\n}',
    'flow F {\n  filter f(p)\n      where a\n}',
  ],
  ['a line in a query', 'flow F {\n  sql s(p) """\n<|>\n"""', 'flow F {\n  sql s(p) """\n\n"""'],
  ['a line in a comment', 'flow F {\n  /* a\n<|>b */', 'flow F {\n  /* a\nb */'],
  ['a line between declarations', 'schema A { }\n  <|>', 'schema A { }\n'],
  ['an empty text', '\n<|>', '\n'],
])('%s is indented as its block wants', async (_, marked, expected) => {
  expect(await after(marked, '\n')).toBe(expected);
});

test.each<[string, string, string]>([
  ['a bracket on a line of its own', 'flow F {\n  select s(\n      }<|>', 'flow F {\n  select s(\n  }'],
  [
    'a statement gets its layout, what follows stays',
    'flow F {\n  read p:{id:string} from csv("p.csv")\n  select s( p ){\n id\n    }<|>\n  filter   f( s ) where true\n}',
    'flow F {\n  read p:{id:string} from csv("p.csv")\n  select s(p) {\n    id\n  }\n  filter   f( s ) where true\n}',
  ],
  ['a bracket in a text', 'flow F {\n  read p from csv("  }<|>', 'flow F {\n  read p from csv("  }'],
  ['a bracket in a comment', 'flow F {\n  // a  }<|>\n}', 'flow F {\n  // a  }\n}'],
  ['a bracket on the line of other words', 'flow F {\n     select s(p { id }<|>', 'flow F {\n     select s(p { id }'],
])('%s', async (_, marked, expected) => {
  expect(await after(marked, '}')).toBe(expected);
});

const tidy = readFiles(['examples/**/*.flow', 'test/golden/**/*.flow'])
  .flatMap(({ text }) => formatFlow(text) ?? [])
  .filter((text) => text.length < 4000)
  .slice(0, 12);

test('in a tidy text nothing moves, wherever a line or a block ends', async () => {
  expect(tidy.length).toBeGreaterThan(3);
  for (const text of tidy) {
    const opened = await openText(text);
    // A line without words gets its indentation as long as the cursor is there.
    for (const { 0: ch, index } of text.matchAll(/[}\n](?!\n)/g)) {
      expect(await typed(opened, index + 1, ch)).toBe(text);
    }
  }
});

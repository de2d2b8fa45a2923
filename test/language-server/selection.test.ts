/** Selection ranges and linked editing. */
import { linkedEditing, selectionRanges } from '@millrace/language-server';
import { expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';

/** What is selected step by step, line ends as spaces; the whole file is left out. */
async function steps(marked: string): Promise<string[]> {
  const { text, position } = cursorText(marked);
  const { document } = await openText(text);
  const found: string[] = [];
  let range: SelectionRange | undefined = selectionRanges(document, [position])[0];
  for (; range !== undefined; range = range.parent) found.push(document.textDocument.getText(range.range));
  expect(found.at(-1)).toBe(text);
  return found.slice(0, -1).map((one) => one.replace(/\s+/g, ' '));
}

const flow = (line: string) => `/** Scores. */ flow F { ${line} }`;

test.each<[string, string, string[]]>([
  [
    'from a word over the expression and the item to the flow',
    flow('group "G" { select s(p) { id, size: ln(1 + am<|>ount) } }'),
    [
      'amount',
      '1 + amount',
      '(1 + amount)',
      'ln(1 + amount)',
      'size: ln(1 + amount)',
      'id, size: ln(1 + amount)',
      '{ id, size: ln(1 + amount) }',
      'select s(p) { id, size: ln(1 + amount) }',
      '{ select s(p) { id, size: ln(1 + amount) } }',
      'group "G" { select s(p) { id, size: ln(1 + amount) } }',
      '{ group "G" { select s(p) { id, size: ln(1 + amount) } } }',
      'flow F { group "G" { select s(p) { id, size: ln(1 + amount) } } }',
    ],
  ],
  [
    'within a text',
    flow('read p: A from csv("data/pay<|>ments.csv")'),
    [
      'payments',
      'data/payments.csv',
      '"data/payments.csv"',
      '("data/payments.csv")',
      'csv("data/payments.csv")',
      'read p: A from csv("data/payments.csv")',
      '{ read p: A from csv("data/payments.csv") }',
      'flow F { read p: A from csv("data/payments.csv") }',
    ],
  ],
  [
    'within a comment',
    '/**\n * A pay<|>ment here.\n */\nschema A { a: int32 }',
    ['payment', 'A payment here.', '/** * A payment here. */', '/** * A payment here. */ schema A { a: int32 }'].slice(
      0,
      3,
    ),
  ],
  [
    'a field with its comment',
    'schema A { /** One. */ a<|>: int32, b: int32 }',
    [
      'a',
      'a: int32',
      '/** One. */ a: int32',
      '/** One. */ a: int32, b: int32',
      '{ /** One. */ a: int32, b: int32 }',
      'schema A { /** One. */ a: int32, b: int32 }',
    ].slice(0, 3),
  ],
  [
    'within a query',
    'flow F { sql q(p) """\n  SELECT a<|>b\n  FROM p\n""" }',
    [
      'ab',
      'SELECT ab',
      ' SELECT ab FROM p ',
      '""" SELECT ab FROM p """',
      'sql q(p) """ SELECT ab FROM p """',
      '{ sql q(p) """ SELECT ab FROM p """ }',
    ],
  ],
  [
    'in a name in back-quotes',
    'schema A { `src by<|>tes`: int32 }',
    ['bytes', 'src bytes', '`src bytes`', '`src bytes`: int32', '{ `src bytes`: int32 }'],
  ],
])('%s', async (_, marked, expected) => {
  expect((await steps(marked)).slice(0, expected.length)).toEqual(expected);
});

test.each([
  '<|>',
  '  <|>  ',
  'flow F { select s( <|>',
  'schema A {\n<|>\n}',
  '"""<|>',
  'é<|>è',
  '/* <|>',
  'schema A { a: <|> }\r\n',
])('the text %j is answered, each step holds the one before', async (marked) => {
  const found = await steps(marked);
  for (const [index, inner] of found.entries()) {
    expect((found[index + 1] ?? cursorText(marked).text.replace(/\s+/g, ' ')).includes(inner)).toBe(true);
  }
});

/** The text after another name has been typed; undefined where nothing is linked. */
async function linked(marked: string, files: Record<string, string> = {}): Promise<string | undefined> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const found = linkedEditing(services.flow, document, position);
  const edits = found?.ranges.map((range) => ({ range, newText: 'other' }));
  return edits && TextDocument.applyEdits(TextDocument.create('file:///a', 'flow', 1, text), edits);
}

const used =
  'flow F { read p<|>: { id: string } from csv("p.csv") filter f(p) where true write w(p.errors) to csv("e.csv") }';

test('the name of a node is linked with the places that read it', async () => {
  expect(await linked(used)).toBe(
    'flow F { read other: { id: string } from csv("p.csv") filter f(other) where true write w(other.errors) to csv("e.csv") }',
  );
});

test.each([
  ['at a place that reads it', used.replace('<|>', '').replace('f(p', 'f(p<|>')],
  ['a name in back-quotes', used.replace('p<|>', '`p`<|>')],
  ['a name of two nodes', used.replace('write w', 'write p')],
  ['an output', used.replace('flow F', 'flow F -> p')],
  ['a node that a query reads', used.replace('filter f(p) where true', 'sql f(p) """SELECT id FROM p"""')],
  ['a node that nobody reads', used.replace('f(p)', 'f(q)').replace('p.errors', 'q.errors')],
  ['a schema', 'schema A<|> { a: int32 } schema B extends A { b: int32 }'],
  ['nothing', '<|>'],
])('%s is not linked', async (_, marked) => {
  expect(await linked(marked)).toBeUndefined();
});

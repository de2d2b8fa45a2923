import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

/** What stands where the definition leads to: the file's name, or of the same file the selected text. */
async function definition(marked: string, files: Record<string, string> = {}): Promise<string[]> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const links = (await services.flow.lsp.DefinitionProvider?.getDefinition(document, params)) ?? [];
  return links.map((link) => {
    const isHere = link.targetUri === document.textDocument.uri;
    return isHere
      ? `${link.targetSelectionRange.start.line}: ${document.textDocument.getText(link.targetSelectionRange)}`
      : basename(link.targetUri);
  });
}

function at(text: string): string {
  return paymentFlow.replace(text, `${text}<|>`);
}

function line(text: string): number {
  return paymentFlow.slice(0, paymentFlow.indexOf(text)).split('\n').length - 1;
}

test('an input leads to the node, a type to the schema', async () => {
  expect(await definition(at('write report(large'))).toEqual([`${line('filter large')}: large`]);
  expect(await definition(at('merchant: Merchant'))).toEqual([`${line('schema Merchant')}: Merchant`]);
});

test('a field leads to its declaration through the nodes that pass it on', async () => {
  expect(await definition(at('where amount'))).toEqual([`${line('amount: float64')}: amount`]);
});

test('a computed field leads to the item that computes it', async () => {
  expect(await definition(withStatement('filter f(large) where amountLog<|> > 1'))).toEqual([
    `${line('amountLog')}: amountLog`,
  ]);
});

test('a nested field leads into the nested schema', async () => {
  expect(await definition(withStatement('filter f(large) where merchant.category<|> > 1'))).toEqual([
    `${line('schema Merchant')}: category`,
  ]);
});

test('a renamed record is followed to where it was declared', async () => {
  const text = `${paymentFlow.slice(0, -2)}  select s(payments) { m: merchant }\n  filter f(s) where m.category<|> > 1\n}\n`;
  expect(await definition(text)).toEqual([`${line('schema Merchant')}: category`]);
});

test('a parameter leads to its declaration', async () => {
  expect(await definition(at('amount > threshold'))).toEqual([`${line('flow Score')}: threshold`]);
});

test('paths lead to their files, imported names to their declarations there', async () => {
  const files = { 'other.flow': 'schema X { a: int32 }', 'models/m.onnx': '', 'data/payments.csv': '' };
  expect(await definition('import { X } from "./other<|>.flow"', files)).toEqual(['other.flow']);
  expect(await definition('import { X<|> } from "./other.flow"', files)).toEqual(['other.flow']);
  expect(await definition('model M { file: "models/m<|>.onnx" }', files)).toEqual(['m.onnx']);
  expect(await definition(at('csv("data/pay'), files)).toEqual(['payments.csv']);
  expect(await definition(at('csv("data/pay'))).toEqual([]);
});

test('unknown names and circles lead nowhere', async () => {
  expect(await definition(withStatement('filter f(large) where nowhere<|> > 1'))).toEqual([]);
  expect(await definition('flow F { filter a(b) where x<|> > 1 filter b(a) where x > 1 }')).toEqual([]);
});

const subflow = `schema Row { id: string, shop: Shop }
schema Shop { country: string }
flow Sub(rows: stream Row, least: int32 = 1) -> kept {
  route r(rows) { some: ln(least) > 0, rest: otherwise }
  select kept(r.some) { id, land: shop.country }
}
flow Main {
  read rows: Row from jsonl("a.jsonl")
  use u: Sub(rows: rows, least: 2)
  select q(rows) { id, land: "x" }
  union both(u.kept, q)
  filter f(u.kept) where land == "FR"
  sql s(f, q) """SELECT f.land AS place FROM f JOIN q ON q.id = f.id"""
  filter g(both) where land == "FR"
}
test "t" of Sub(least: 2) {
  given rows: []
  expect kept: [{ land: "FR" }]
}
`;

test.each([
  ['an output', 'filter f(u.kept', ['4: kept']],
  ['a port', 'select kept(r.some', ['3: some']],
  ['a column through a flow that is used', 'filter f(u.kept) where land', ['4: land']],
  ['a column of a union, to all that make it', 'filter g(both) where land', ['9: land', '4: land']],
  ['what a test expects', '[{ land', ['4: land']],
  ['an argument', 'Sub(rows: rows, least', ['2: least']],
  ['an argument of a test', 'of Sub(least', ['2: least']],
  ['a node in a test', 'expect kept', ['4: kept']],
  ['a table of a query', 'FROM f', ['11: f']],
  ['a column of a query', 'SELECT f.land', ['4: land']],
  ['a column by its table', 'ON q.id', ['0: id']],
  ['an item that makes a column, to itself', '{ id, land', ['4: land']],
])('%s leads to where it is declared', async (_, at, expected) => {
  expect(await definition(subflow.replace(at, `${at}<|>`))).toEqual(expected);
});

test('an input or output in a mapping leads to the contract', async () => {
  const text = `model M { inputs: { x: float32 }, outputs: { y: float32 } }
flow F(p: stream { a: float32 }) { infer s(p) with M { inputs: { x<|>: a }, outputs: { b: y } } filter f(s) where b > 1 }`;
  expect(await definition(text)).toEqual(['0: x']);
  expect(await definition(cursorText(text).text.replace('b: y', 'b: y<|>'))).toEqual(['0: y']);
  expect(await definition(cursorText(text).text.replace('where b', 'where b<|>'))).toEqual(['1: b']);
});

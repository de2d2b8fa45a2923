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

import { expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

/** The lines of the references, each with the words, in the order of the text. */
async function references(marked: string): Promise<string[]> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const context = { includeDeclaration: true };
  const found = (await services.flow.lsp.ReferencesProvider?.findReferences(document, { ...params, context })) ?? [];
  const highlighted = (await services.flow.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params)) ?? [];
  expect(highlighted).toHaveLength(found.length);
  return found
    .toSorted((a, b) => a.range.start.line - b.range.start.line)
    .map(({ range }) => text.split('\n')[range.start.line]?.trim() ?? '');
}

test('a node is found where it is read, its errors included', async () => {
  expect(await references(withStatement('write bad(large<|>.errors) to jsonl("bad.jsonl")'))).toEqual([
    'filter large(features) where amount > threshold',
    'write report(large) to jsonl("out/report.jsonl")',
    'write bad(large.errors) to jsonl("bad.jsonl")',
  ]);
});

test('a schema is found where it is a type', async () => {
  expect(await references(paymentFlow.replace('schema Merchant', 'schema Merchant<|>'))).toEqual([
    'schema Merchant { id: string, category: int32 }',
    'merchant: Merchant',
  ]);
});

test('a function has no references', async () => {
  expect(await references(withStatement('filter f(large) where ln<|>(amount) > 1'))).toEqual([]);
});

test('declarations of the project are found by name', async () => {
  const { services } = await openText(paymentFlow);
  const found = await services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'Merch' });
  expect(found?.map(({ name }) => name)).toEqual(['Merchant']);
});

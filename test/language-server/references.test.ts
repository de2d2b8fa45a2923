import { OperationCancelled } from 'langium';
import { expect, test } from 'vitest';
import { CancellationToken, DocumentHighlightKind } from 'vscode-languageserver';
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

test('nobody waits for what is cancelled', async () => {
  const { text, position } = cursorText(paymentFlow.replace('schema Merchant', 'schema Merchant<|>'));
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, position, context: { includeDeclaration: true } };
  const { ReferencesProvider, DocumentHighlightProvider } = services.flow.lsp;
  const token = CancellationToken.Cancelled;
  await expect(ReferencesProvider?.findReferences(document, params, token)).rejects.toBe(OperationCancelled);
  const highlighted = DocumentHighlightProvider?.getDocumentHighlight(document, params, token);
  await expect(highlighted).rejects.toBe(OperationCancelled);
});

test('a function has no references', async () => {
  expect(await references(withStatement('filter f(large) where ln<|>(amount) > 1'))).toEqual([]);
});

test('declarations of the project are found by name', async () => {
  const { services } = await openText(paymentFlow);
  const found = await services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'Merch' });
  expect(found?.map(({ name }) => name)).toEqual(['Merchant']);
});

const shop = `schema Payment { id: string, amount: float64 }
flow Sub(rows: stream Payment, least: float64 = 1) -> kept {
  route r(rows) { some: amount > least, rest: otherwise }
  select kept(r.some) { id, size: amount }
}
flow Main {
  read p: Payment from csv("p.csv")
  use u: Sub(rows: p, least: 2)
  sql s(u, p) """SELECT u.size AS size FROM u JOIN p USING (id)"""
  filter f(u.kept) where size > 1
  write w(f) to csv("w.csv") { allow: [size] }
}
test "t" of Sub(least: 2) {
  given rows: [{ id: "1", amount: 2 }]
  expect kept: [{ size: 2 }]
}
`;

/** Each place as `line:column`, with `=` where the name is written and not only read. */
async function places(marked: string): Promise<string> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const found = await services.flow.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
  const sorted = (found ?? []).toSorted(
    (a, b) => document.textDocument.offsetAt(a.range.start) - document.textDocument.offsetAt(b.range.start),
  );
  return sorted
    .map(
      ({ range: { start }, kind }) =>
        `${start.line}:${start.character}${kind === DocumentHighlightKind.Write ? '=' : ''}`,
    )
    .join(' ');
}

test.each([
  ['a column where it is declared', 'string, amount', '0:29= 2:24 3:34 13:26'],
  ['a column where it is made', 'id, size', '3:28= 8:26 9:25 10:39 14:18'],
  ['a column in a query', 'u.size', '3:28= 8:26 9:25 10:39 14:18'],
  ['a key that a query joins by', 'Payment { id', '0:17= 3:24 8:60 13:17'],
  ['a parameter', 'amount > least', '1:31= 2:33 7:22 12:16'],
  ['a port', 'r.some', '2:18= 3:16'],
  ['an output', 'u.kept', '1:54 3:9= 9:13 14:9'],
  ['a stream', 'r(rows', '1:9= 2:10 7:13 13:8'],
  ['a schema', 'stream Payment', '0:7= 1:22 6:10'],
  ['a flow', 'u: Sub', '1:5= 7:9 12:12'],
  ['a node in a query', 'FROM u', '7:6= 8:8 8:24 8:44 9:11'],
])('%s is marked everywhere, and where it is written', async (_, at, expected) => {
  expect(await places(shop.replace(at, `${at}<|>`))).toBe(expected);
});

test('declarations are left out where they are not wanted', async () => {
  const { text, position } = cursorText(shop.replace('amount > least', 'amount<|> > least'));
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const found = await services.flow.lsp.ReferencesProvider?.findReferences(document, {
    ...params,
    context: { includeDeclaration: false },
  });
  expect(found?.map(({ range }) => range.start.line)).toEqual([2, 3, 13]);
});

test('a column of another file is found there too', async () => {
  const other = 'schema Row { id: string, amount: float64 }\n';
  const text =
    'import { Row } from "./other.flow"\nflow F { read a: Row from csv("a.csv") filter f(a) where amount<|> > 1 }\n';
  const { text: plain, position } = cursorText(text);
  const { services, document } = await openText(plain, { 'other.flow': other });
  const found = await services.flow.lsp.ReferencesProvider?.findReferences(document, {
    textDocument: { uri: document.textDocument.uri },
    position,
    context: { includeDeclaration: true },
  });
  expect(
    found?.map(({ uri, range }) => `${uri.split('/').at(-1)} ${range.start.line}:${range.start.character}`),
  ).toEqual(['main.flow 1:57', 'other.flow 0:25']);
});

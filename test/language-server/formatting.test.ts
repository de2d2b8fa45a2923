/** Formatting over LSP: edits between tokens that make the one layout. */
import { formatFlow } from '@millrace/grammar';
import { FlowFormatter } from '@millrace/language-server';
import { expect, test } from 'vitest';
import type { Range, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith, openText } from '../support/language-services.ts';

const untidy = `schema P {id:string
  amount :float64}
flow F {
read a:P from csv("a.csv")
   filter   b(a)   where amount>3
  write c(b)   to csv("c.csv")
}
`;

async function edits(text: string, range?: Range): Promise<TextEdit[]> {
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, options: { tabSize: 8, insertSpaces: false } };
  const { Formatter } = services.flow.lsp;
  if (range === undefined) return (await Formatter?.formatDocument(document, params)) ?? [];
  return (await Formatter?.formatDocumentRange(document, { ...params, range })) ?? [];
}

const applied = (text: string, some: TextEdit[]) =>
  TextDocument.applyEdits(TextDocument.create('file:///a.flow', 'flow', 1, text), some);

test('a document is formatted by edits of white space alone', async () => {
  const found = await edits(untidy);
  expect(applied(untidy, found)).toBe(formatFlow(untidy));
  expect(found.every(({ newText }) => /^[\s,]*$/.test(newText))).toBe(true);
});

test('a range is formatted with the statements it touches, and the others stay', async () => {
  const line = { start: { line: 4, character: 8 }, end: { line: 4, character: 9 } };
  const lines = untidy.split('\n').with(4, '  filter b(a) where amount > 3');
  expect(applied(untidy, await edits(untidy, line))).toBe(lines.join('\n'));
});

test('a tidy text, and one that does not parse, get no edits', async () => {
  expect(await edits(formatFlow(untidy) as string)).toEqual([]);
  expect(await edits('schema   P {')).toEqual([]);
});

test('several ranges are formatted at once', async () => {
  const { services, document } = await openText(untidy);
  const line = (at: number) => ({ start: { line: at, character: 8 }, end: { line: at, character: 9 } });
  const { Formatter } = services.flow.lsp;
  if (!(Formatter instanceof FlowFormatter)) throw new Error('There is another formatter');
  const found = Formatter.formatDocumentRanges(document, [line(4), line(4), line(5)]);
  const tidied = untidy.split('\n').with(4, '  filter b(a) where amount > 3').with(5, '  write c(b) to csv("c.csv")');
  expect(applied(untidy, found)).toBe(tidied.join('\n'));
});

test('the server says that it formats, and does', async () => {
  const client = await FlowClient.start(folderWith({ 'main.flow': untidy }));
  expect(client.capabilities).toMatchObject({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
  });
  await client.open('main.flow');
  const found: TextEdit[] = await client.connection.sendRequest('textDocument/formatting', {
    textDocument: { uri: client.uri('main.flow') },
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(applied(untidy, found)).toBe(formatFlow(untidy));
  await client.stop();
});

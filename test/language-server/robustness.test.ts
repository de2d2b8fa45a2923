/** The server survives any text: every feature answers at every place, and none throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith, openText } from '../support/language-services.ts';
import { paymentFlow } from '../support/payment-flow.ts';

/** The flow with some of its text cut, doubled or replaced by junk, and a place in it. */
const damagedText = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        fc.constantFrom(
          '',
          '{',
          '}',
          '(',
          ')',
          '"',
          '"""',
          '/*',
          '//',
          '😀',
          '\u0000',
          '\r',
          '.',
          '@',
          'flow',
          'read ',
          ' : ',
          '`',
          '- ',
        ),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([edits, place]) => {
    const text = edits.reduce((old, [at, length, junk]) => {
      const start = Math.floor(at * old.length);
      return old.slice(0, start) + junk + old.slice(start + length);
    }, paymentFlow);
    return { text, offset: Math.floor(place * (text.length + 1)) };
  });

test('every feature answers at any place of any damaged text', async () => {
  await fc.assert(
    fc.asyncProperty(damagedText, async ({ text, offset }) => {
      const { services, document } = await openText(text);
      const { lsp } = services.flow;
      const position = document.textDocument.positionAt(offset);
      const params = { textDocument: { uri: document.textDocument.uri }, position };
      await lsp.CompletionProvider?.getCompletion(document, params);
      await lsp.HoverProvider?.getHoverContent(document, params);
      await lsp.DefinitionProvider?.getDefinition(document, params);
      await lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration: true } });
      await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
      await lsp.RenameProvider?.prepareRename(document, params);
      await lsp.DocumentSymbolProvider?.getSymbols(document, params);
      await lsp.FoldingRangeProvider?.getFoldingRanges(document, params);
      await lsp.SemanticTokenProvider?.semanticHighlight(document, params);
      services.flow.validation.DocumentValidator.validateDocument(document);
    }),
    { numRuns: 60 },
  );
});

test('the process goes on answering through edits that overtake each other', async () => {
  const client = await FlowClient.start(folderWith({}));
  await client.open('main.flow', paymentFlow);
  await client.openDiagram('main.flow');
  await fc.assert(
    fc.asyncProperty(damagedText, async ({ text }) => {
      await client.change('main.flow', text);
      const uri = client.uri('main.flow');
      // Not awaited: the next change comes while this is under way, and must neither hang nor fail the server.
      void client.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }).catch(() => null);
    }),
    { numRuns: 100 },
  );
  await client.change('main.flow', paymentFlow);
  const opened = await client.openDiagram('main.flow');
  expect(opened?.diagram.nodes).toHaveLength(4);
  expect(opened?.diagram.nodes.some(({ isBroken }) => isBroken)).toBe(false);
  await client.stop();
  expect(client.errors).toBe('');
});

test('a request that is cancelled is answered as cancelled, and the next one as ever', async () => {
  const client = await FlowClient.start(folderWith({}));
  await client.open('main.flow', paymentFlow);
  const params = { textDocument: { uri: client.uri('main.flow') }, position: { line: 16, character: 40 } };
  const source = new CancellationTokenSource();
  const cancelled = client.connection.sendRequest('textDocument/completion', params, source.token);
  source.cancel();
  await cancelled.catch((failure: Error) => expect(failure.message).toMatch(/cancel/i));
  const answer = await client.request<{ items: unknown[] }>('textDocument/completion', 'main.flow', params.position);
  expect(Array.isArray(answer.items)).toBe(true);
  await client.stop();
});

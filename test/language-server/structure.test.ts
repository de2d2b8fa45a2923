/** Outline, folding and colours. */

import { expect, test } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver';
import { SemanticTokenTypes } from 'vscode-languageserver';
import { openText } from '../support/language-services.ts';
import { paymentFlow } from '../support/payment-flow.ts';

function outline(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map((symbol) => `${indent}${symbol.name} ${symbol.detail}\n${outline(symbol.children ?? [], `${indent}  `)}`)
    .join('');
}

test('the outline has declarations with their fields and nodes', async () => {
  const { services, document } = await openText(paymentFlow);
  const params = { textDocument: { uri: document.textDocument.uri } };
  expect(outline((await services.flow.lsp.DocumentSymbolProvider?.getSymbols(document, params)) ?? [])).toBe(
    `Merchant schema
  id string
  category int32
Payment schema
  amount float64
  card string
  merchant Merchant
  country string?
Score flow
  threshold float64
  payments read Payment
  features select
    amountLog ln(1 + amount)
  large filter
  report write to jsonl
`,
  );
});

test('declarations, blocks and comments fold', async () => {
  const { services, document } = await openText(paymentFlow);
  const params = { textDocument: { uri: document.textDocument.uri } };
  const ranges = (await services.flow.lsp.FoldingRangeProvider?.getFoldingRanges(document, params)) ?? [];
  const firstLines = ranges.map((range) => paymentFlow.split('\n')[range.startLine]?.trim());
  expect(new Set(firstLines)).toEqual(
    new Set(['schema Payment {', 'flow Score(threshold: float64 = 0.5) {', 'select features(payments) {']),
  );
});

test('a name in an expression has the colour of a field, a parameter or a word', async () => {
  const { services, document } = await openText(paymentFlow);
  const provider = services.flow.lsp.SemanticTokenProvider;
  const tokens = await provider?.semanticHighlight(document, { textDocument: { uri: document.textDocument.uri } });
  const colours = decode(tokens?.data ?? [], provider?.semanticTokensOptions.legend.tokenTypes ?? []);
  expect(colours).toContain(`threshold ${SemanticTokenTypes.parameter}`);
  expect(colours).toContain(`amount ${SemanticTokenTypes.property}`);
  expect(colours).toContain(`ln ${SemanticTokenTypes.function}`);
  expect(colours).toContain(`Payment ${SemanticTokenTypes.struct}`);
  expect(colours).toContain(`large ${SemanticTokenTypes.variable}`);
});

/** `word type` of each token. */
function decode(data: readonly number[], legend: readonly string[]): string[] {
  const lines = paymentFlow.split('\n');
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(i, i + 4);
    line += down;
    character = down === 0 ? character + right : right;
    found.push(`${lines[line]?.slice(character, character + length)} ${legend[type]}`);
  }
  return found;
}

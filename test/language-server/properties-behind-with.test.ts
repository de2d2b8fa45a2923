/** What the editor shows and offers at the properties behind `with`. */
import { describe, expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { withStatement } from '../support/payment-flow.ts';

async function at(marked: string) {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text);
  return { lsp: services.flow.lsp, document, asked: { textDocument: { uri: document.textDocument.uri }, position } };
}

async function labels(statement: string): Promise<string[]> {
  const { lsp, document, asked } = await at(withStatement(statement));
  const list = await lsp.CompletionProvider?.getCompletion(document, asked);
  return (list?.items ?? []).map(({ label }) => label);
}

async function hover(statement: string): Promise<string> {
  const { lsp, document, asked } = await at(withStatement(statement));
  return JSON.stringify(await lsp.HoverProvider?.getHoverContent(document, asked));
}

const nodes = [
  ['select', 'select s(payments) { card, half: 1 / amount }'],
  ['route', 'route s(payments) { high: amount > 3, low: otherwise }'],
  ['aggregate', 'aggregate s(payments) by card { n: count() }'],
] as const;

describe.each(nodes)('[P14] of a %s', (_, node) => {
  test('the word is offered behind the braces, and nowhere before', async () => {
    expect(await labels(`${node} <|>`)).toContain('with');
    expect(await labels(`${node} w<|>`)).toEqual(expect.arrayContaining(['with', 'write']));
    expect(await labels(node.replace('{', '<|> {'))).not.toContain('with');
  });

  test('the properties are those of the catalogue that are not there yet, with their words', async () => {
    const offered = await labels(`${node} with { onError: skip, <|> }`);
    expect(offered).toEqual(
      expect.arrayContaining(['timeout', 'retry', 'batch', 'scale', 'cache', 'rate', 'resources']),
    );
    expect(offered).not.toContain('onError');
    expect(offered).not.toContain('amount');
    expect(await labels(`${node} with { onError: <|> }`)).toEqual(['fail', 'skip']);
    expect(await labels(`${node} with {\n<|>`)).toContain('onError');
  });

  test('hover says what the catalogue says', async () => {
    expect(await hover(`${node} with { onError<|>: skip }`)).toContain('What becomes of a bad record');
    expect(await hover(`${node} with { onError: skip<|> }`)).toContain('left out');
  });

  test('the block folds by itself', async () => {
    const { lsp, document, asked } = await at(withStatement(`<|>${node} with {\nonError: skip\n}`));
    const folds = (await lsp.FoldingRangeProvider?.getFoldingRanges(document, asked)) ?? [];
    expect(folds.map(({ startLine }) => startLine)).toContain(asked.position.line);
  });
});

test('[P14] behind a node whose braces are properties, `with` is not offered', async () => {
  expect(await labels('filter f(payments) where true { onError: skip } <|>')).not.toContain('with');
  expect(await labels('union u(payments, payments) <|>')).not.toContain('with');
});

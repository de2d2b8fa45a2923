import { expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

async function hover(marked: string): Promise<string | undefined> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text);
  const found = await services.flow.lsp.HoverProvider?.getHoverContent(document, {
    textDocument: { uri: document.textDocument.uri },
    position,
  });
  return markdownOf(found);
}

function markdownOf(found: Hover | undefined): string | undefined {
  return found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : undefined;
}

/** The flow with the cursor behind the first place where this text stands. */
function at(text: string): string {
  return paymentFlow.replace(text, `${text}<|>`);
}

test('a node says its kind, what it does to the record, and the record', async () => {
  const found = await hover(at('select features'));
  expect(found).toContain('**select** `features`');
  expect(found).toMatch(/^\+ +amountLog:\s+float64$/m);
  expect(found).toMatch(/^- +card:\s+string$/m);
  expect(found).toMatch(/^ {4}amount:\s+float64$/m);
});

test('a node says the same where another reads it', async () => {
  expect(await hover(at('filter large(features'))).toContain('**select** `features`');
});

test('a field says its type, its documentation and where it comes from', async () => {
  const found = await hover(at('where amount'));
  expect(found).toContain('amount: float64 @range(min: 0)');
  expect(found).toContain('What the card was charged with.');
  expect(found).toContain('from `payments` (read)');
});

test('a computed field comes from the node that computes it', async () => {
  const found = await hover(withStatement('filter f(large) where amountLog<|> > 1'));
  expect(found).toContain('amountLog: float64');
  expect(found).toContain('from `features` (select)');
});

test('a field says which columns it is computed from, and a renamed one which it is', async () => {
  expect(await hover(at('amountLog'))).toContain('computed from [`payments.amount`](file:');
  expect(await hover(withStatement('filter f(large) where amountLog<|> > 1'))).toContain(
    'computed from [`payments.amount`](file:',
  );
  const renamed = withStatement('select s(large) { sum: amount }\n  filter f(s) where sum<|> > 1');
  expect(await hover(renamed)).toContain('is [`payments.amount`](file:');
  expect(await hover(at('where amount'))).not.toContain('payments.amount');
});

test('[N6] a field says that it is personal data, or only hides some', async () => {
  const select = 'select s(payments) { last: substring(card, 13), digest: sha256(card) }';
  const shown = await hover(withStatement(`${select}\n  filter f(s) where last<|> != digest`));
  expect(shown).toContain('@pii, by `payments.card`');
  const hidden = await hover(withStatement(`${select}\n  filter f(s) where last != digest<|>`));
  expect(hidden).toContain('hides [`payments.card`](file:');
  expect(hidden).not.toContain('@pii');
});

test('a field behind a join, a route, a review or a stream says where it was made', async () => {
  const join = 'join j(payments, shops) on country == shops.id { prefix: "shop_" }';
  const shops = 'read shops: Merchant from csv("s.csv")';
  const behind = (statements: string) => hover(withStatement(`${shops}\n  ${statements}`));
  expect(await behind(`${join}\n  filter f(j) where shop_category<|> > 1`)).toContain('from `shops` (read)');
  expect(await behind(`${join}\n  filter f(j) where amount<|> > 1`)).toContain('from `payments` (read)');
  const route = 'route r(shops) { big: category > 1, rest: otherwise }';
  expect(await behind(`${route}\n  filter f(r.big) where id<|> != ""`)).toContain('from `shops` (read)');
  const review = 'review v(shops) { by: "desk", ask: { verdict: string } }';
  expect(await behind(`${review}\n  filter f(v) where verdict<|> != ""`)).toContain('from `v` (review)');
  const text = withStatement('filter f(rows) where category<|> > 1').replace(
    'flow Score(',
    'flow Score(rows: stream Merchant, ',
  );
  expect(await hover(text)).toContain('from `rows` (stream)');
});

test('a column that a write allows says what it is', async () => {
  const write = 'write w(payments) to csv("w.csv") { allow: [card<|>] }';
  expect(await hover(withStatement(write))).toContain('card: string @pii');
});

test('what code gives says which nodes the code reads', async () => {
  const task = 'task t(payments) -> Merchant { run: node("t.ts") }\n  filter f(t) where category<|> > 1';
  expect(await hover(withStatement(task))).toContain('made by code that reads `payments`');
});

test('a nested field has the type at the end of its path', async () => {
  expect(await hover(withStatement('filter f(large) where merchant.category<|> > 1'))).toContain(
    'merchant.category: int32',
  );
});

test('a parameter says its type and default', async () => {
  expect(await hover(at('amount > threshold'))).toContain('threshold: float64 = 0.5');
});

test('a schema says its fields', async () => {
  const found = await hover(at('merchant: Merchant'));
  expect(found).toContain('**schema** `Merchant`');
  expect(found).toContain('Someone who sells.');
  expect(found).toMatch(/category:\s+int32/);
});

test('a function says its signature, what it does and an example', async () => {
  const found = await hover(at('amountLog: ln'));
  expect(found).toContain('ln(');
  expect(found?.match(/```flow/g)).toHaveLength(2);
});

test('keywords, connectors, options, properties, annotations and words of an enumeration say what the catalogue says', async () => {
  expect(await hover(at('filter'))).toContain('Keeps the records whose condition is true');
  expect(await hover(at('from csv'))).toContain('`delimiter`');
  expect(await hover(at('delimiter'))).toContain('Between two columns.');
  expect(await hover(withStatement('filter f(large) where true { onError<|>: skip }'))).toContain(
    'What becomes of a bad record',
  );
  expect(await hover(withStatement('filter f(large) where true { onError: skip<|> }'))).toContain('left out');
  expect(await hover(at('@range'))).toContain('between the two bounds');
});

test('the port of bad records says their fields', async () => {
  expect(await hover(withStatement('write bad(large.errors<|>) to jsonl("x.jsonl")'))).toContain('attempt');
});

test('a flow says its header', async () => {
  expect(await hover(at('flow Score'))).toContain('flow Score(threshold: float64 = 0.5)');
});

test('there is nothing to say of what is unknown, of literals and of nothing', async () => {
  expect(await hover(withStatement('filter f(large) where nowhere<|> > 1'))).toBeUndefined();
  expect(await hover(withStatement('filter f(large) where amount > 1<|>'))).toBeUndefined();
  expect(await hover('<|>')).toBeUndefined();
});

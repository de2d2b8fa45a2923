import { originsOf } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { analyze } from '../support/flow-fixture.ts';

const schemas = `
schema Merchant { id: string, category: int32 }
schema Payment { id: string, card: string @pii, amount: float64, merchant: Merchant }
schema Clean { id: string, amount: float32, euros: float64 }
`;

/** Each as `node.path way`, in the order they are found. */
async function origins(text: string, node: string, column: string, port?: string): Promise<string[]> {
  const flow = await analyze(`${schemas}\nflow F(rate: float64 = 1.1) {\n${text}\n}\n`);
  const found = originsOf(flow, node, column.split('.'), port);
  return found.map((origin) => `${origin.node}.${origin.path.join('.')} ${origin.way}`);
}

const reads = 'read p: Payment from jsonl("p.jsonl")';

test('a column of a read is its own origin, and so is a field inside of it', async () => {
  expect(await origins(reads, 'p', 'amount')).toEqual(['p.amount copied']);
  expect(await origins(reads, 'p', 'merchant.category')).toEqual(['p.merchant.category copied']);
});

test('an origin says in which file and flow it lies', async () => {
  const flow = await analyze(`${schemas}\nflow F { ${reads} }\n`);
  expect(originsOf(flow, 'p', ['id'])).toEqual([
    { file: 'file:///project/main.flow', flow: 'F', node: 'p', path: ['id'], way: 'copied' },
  ]);
});

test.each([
  ['id', ['p.id copied']],
  ['name', ['p.id copied']],
  ['shop', ['p.merchant copied']],
  ['shop.category', ['p.merchant.category copied']],
  ['merchant_id', ['p.merchant.id copied']],
  ['both', ['p.amount computed', 'p.merchant.category computed']],
  ['either', ['p.amount computed', 'p.id computed']],
  ['secret', ['p.card hidden']],
  ['part', ['p.card hidden', 'p.id computed']],
  ['twice', ['p.card computed']],
  ['fixed', []],
  ['scaled', ['p.amount computed']],
])('a select makes %s of %j', async (column, expected) => {
  const select = `${reads}
    select s(p) {
      id
      name: id
      shop: merchant
      ...merchant as merchant_*
      both: amount + merchant.category
      either: if amount > 1 then id else "no"
      secret: sha256(card)
      part: concat(sha256(lower(card)), id)
      twice: concat(sha256(card), card)
      fixed: 3
      scaled: amount * rate
    }`;
  expect(await origins(select, 's', column)).toEqual(expected);
});

test('all columns go through a filter and a star as they are', async () => {
  const chain = `${reads}
    filter large(p) where amount > 3
    select some(large) { * except (id) }`;
  expect(await origins(chain, 'some', 'card')).toEqual(['p.card copied']);
  expect(await origins(chain, 'some', 'id')).toEqual([]);
});

test('what code gives is its own origin, with everything at hand that came in', async () => {
  const task = `${reads}
    task c(p) -> Clean { run: node("c.ts", export: "c") }`;
  expect(await origins(task, 'c', 'euros')).toEqual([
    'c.euros copied',
    'p.id unseen',
    'p.card unseen',
    'p.amount unseen',
    'p.merchant unseen',
  ]);
});

test('a column of the same name and type as one that comes in is taken for that one', async () => {
  const task = `${reads}
    task c(p) -> Clean { run: node("c.ts", export: "c") }`;
  expect(await origins(task, 'c', 'id')).toContain('p.id computed');
  expect(await origins(task, 'c', 'amount')).toContain('p.amount unseen');
});

test('a bad record is computed from everything that came in; what else leaves by errors is not', async () => {
  const task = `${reads}
    task c(p) -> Clean { run: node("c.ts", export: "c") }`;
  const whole = ['p.id computed', 'p.card computed', 'p.amount computed', 'p.merchant computed'];
  expect(await origins(task, 'c', 'record', 'errors')).toEqual(whole);
  expect(await origins(task, 'p', 'record', 'errors')).toEqual(whole);
  expect(await origins(task, 'c', 'message', 'errors')).toEqual([]);
});

test('nodes in a circle, and names that are unknown, have no origins to find', async () => {
  const circle = `select a(b) { x }
    select b(a) { x }
    select c(nothing) { x }`;
  expect(await origins(circle, 'a', 'x')).toEqual([]);
  expect(await origins(circle, 'c', 'x')).toEqual([]);
  expect(await origins(circle, 'nowhere', 'x')).toEqual([]);
});

import { originsOf } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { analyze } from '../support/flow-fixture.ts';

const schemas = `
schema Merchant { id: string, category: int32 }
schema Payment { id: string, card: string @pii, amount: float64, merchant: Merchant }
schema Shop { id: string, city: string, owner: string }
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

test('a join has columns of both sides, and those that are compared hold the values of both', async () => {
  const join = `${reads}
    read shops: Shop from jsonl("s.jsonl")
    join j(p, shops) on p.id == shops.id
    join k(p, shops) on p.merchant.id == shops.id { prefix: "shop_" }`;
  const found = (column: string, node = 'j') => origins(join, node, column);
  expect(await found('amount')).toEqual(['p.amount copied']);
  expect(await found('city')).toEqual(['shops.city copied']);
  expect(await found('id')).toEqual(['p.id copied', 'shops.id computed']);
  expect(await found('shop_owner', 'k')).toEqual(['shops.owner copied']);
  expect(await found('shop_id', 'k')).toEqual(['shops.id copied', 'p.merchant.id computed']);
});

test('a union has its columns from all inputs', async () => {
  const union = `${reads}
    read q: Payment from jsonl("q.jsonl")
    union u(p, q)`;
  expect(await origins(union, 'u', 'card')).toEqual(['p.card copied', 'q.card copied']);
});

test('a route passes on by every port, and has bad records of its own', async () => {
  const route = `${reads}
    route r(p) { high: amount > 3, low: otherwise }
    select s(r.high) { amount, card }`;
  expect(await origins(route, 'r', 'card', 'low')).toEqual(['p.card copied']);
  expect(await origins(route, 's', 'card')).toEqual(['p.card copied']);
});

test('an aggregate computes of the records of a group, and copies its keys', async () => {
  const aggregate = `${reads}
    aggregate a(p) by shop: merchant.id { n: count(), total: sum(amount) }`;
  expect(await origins(aggregate, 'a', 'shop')).toEqual(['p.merchant.id copied']);
  expect(await origins(aggregate, 'a', 'total')).toEqual(['p.amount computed']);
  expect(await origins(aggregate, 'a', 'n')).toEqual([]);
});

test('answers of a review enter there', async () => {
  const review = `${reads}
    review v(p) { by: "desk", ask: { verdict: string } }`;
  expect(await origins(review, 'v', 'verdict')).toEqual(['v.verdict copied']);
  expect(await origins(review, 'v', 'id')).toEqual(['p.id copied']);
});

const inner = `
flow Inner(rows: stream Payment, least: float64 = 1.0) -> first, more {
  filter some(rows) where amount > least
  read extra: Payment from jsonl("e.jsonl")
  select first(some) { id, secret: sha256(card), size: amount * 2 }
  union both(some, extra)
  select more(both) { id }
}
flow Middle(rows: stream Payment) -> last {
  use i: Inner(rows: rows)
  select last(i.more) { name: id }
}
`;

test('columns are followed through the flows that are used, and out of them by their streams', async () => {
  const use = `${reads}
    use i: Inner(rows: p)
    use m: Middle(rows: p)
    select s(i.first) { big: size }`;
  const through = async (node: string, column: string, port?: string) => {
    const flow = await analyze(`${schemas}\nflow F {\n${use}\n}\n${inner}`);
    const found = originsOf(flow, node, column.split('.'), port);
    return found.map((one) => `${one.flow} ${one.node}.${one.path.join('.')} ${one.way}`);
  };
  expect(await through('i', 'id', 'first')).toEqual(['F p.id copied']);
  expect(await through('i', 'secret', 'first')).toEqual(['F p.card hidden']);
  expect(await through('s', 'big')).toEqual(['F p.amount computed']);
  expect(await through('i', 'id', 'more')).toEqual(['Inner extra.id copied', 'F p.id copied']);
  expect(await through('m', 'name')).toEqual(['Inner extra.id copied', 'F p.id copied']);
  expect(await through('i', 'record', 'first.errors')).toContain('F p.card computed');
});

test('a flow that uses itself, and a long chain of flows, end', async () => {
  const self = `flow A(rows: stream Payment) -> x { use b: B(rows: rows)\n select x(b.y) { id } }
    flow B(rows: stream Payment) -> y { use a: A(rows: rows)\n select y(a.x) { id } }`;
  expect(originsOf(await analyze(`${schemas}\n${self}`), 'x', ['id'])).toEqual([]);

  const length = 800;
  const link = (i: number) =>
    `flow F${i}(rows: stream Payment) -> x { use u: F${i + 1}(rows: rows)\n select x(u.x) { * } }`;
  const chain = Array.from({ length }, (_, i) => link(i)).join('\n');
  const end = `flow F${length}(rows: stream Payment) -> x { select x(rows) { * } }`;
  const found = originsOf(await analyze(`${schemas}\n${chain}\n${end}`), 'x', ['card']);
  expect(found).toMatchObject([{ flow: 'F0', node: 'rows', path: ['card'], way: 'copied' }]);
});

test('where code follows code a column may come from everything, of which enough is found', async () => {
  const fields = Array.from({ length: 60 }, (_, i) => `c${i}: string`).join('\n');
  const tasks = Array.from({ length: 30 }, (_, i) => `task t${i + 1}(t${i}) -> Wide { run: node("t.ts") }`);
  const flow = await analyze(`schema Wide {\n${fields}\n}
    flow F { read t0: Wide from csv("a.csv")\n${tasks.join('\n')} }`);
  const found = originsOf(flow, 't30', ['c7']);
  expect(found[0]).toMatchObject({ node: 't30', path: ['c7'], way: 'copied' });
  expect(found).toContainEqual(expect.objectContaining({ node: 't0', path: ['c7'], way: 'computed' }));
  expect(found).toHaveLength(1000);
});

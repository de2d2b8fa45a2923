import { describe, expect, test } from 'vitest';
import { renamed } from '../support/renamed-files.ts';

const head = `schema Payment {
  id:     string
  amount: float64
}
`;

/** In a flow that reads payments as `p`; `<|>` is the cursor. */
function flow(body: string): string {
  return `${head}flow F(limit: float64 = 1) {\n  read p: Payment from csv("p.csv")\n  ${body}\n}\n`;
}

/** What is expected of the same text: the field with the name it has in the file, and the words of the flow. */
function renamedFlow(body: string): string {
  return flow(body).replace('amount: float64', 'sum: float64 @name("amount")');
}

describe('a field is renamed with everything that carries it by its name', () => {
  test.each([
    ['a condition', 'filter f(p) where amount<|> > limit', 'filter f(p) where sum > limit'],
    [
      'an item alone and behind it',
      'select s(p) { amount<|> } filter f(s) where amount > 1',
      'select s(p) { sum } filter f(s) where sum > 1',
    ],
    [
      'an item that calls it otherwise',
      'select s(p) { a: amount<|> } filter f(s) where a > 1',
      'select s(p) { a: sum } filter f(s) where a > 1',
    ],
    ['all', 'select s(p) { * } filter f(s) where amount<|> > 1', 'select s(p) { * } filter f(s) where sum > 1'],
    ['all but it', 'select s(p) { * except (id, amount<|>) }', 'select s(p) { * except (id, sum) }'],
    [
      'a route',
      'route r(p) { big: amount<|> > 1, rest: otherwise } filter f(r.rest) where amount < 1',
      'route r(p) { big: sum > 1, rest: otherwise } filter f(r.rest) where sum < 1',
    ],
    [
      'a union',
      'filter a(p) where amount<|> > 1 union u(p, a) filter f(u) where amount < 1',
      'filter a(p) where sum > 1 union u(p, a) filter f(u) where sum < 1',
    ],
    [
      'a join',
      'select q(p) { id, amount } join j(p, q) on p.id == q.id and p.amount<|> == q.amount filter f(j) where amount > 1',
      'select q(p) { id, sum } join j(p, q) on p.id == q.id and p.sum == q.sum filter f(j) where sum > 1',
    ],
    [
      'a prefix of a join',
      'join j(p, p) on p.id == p.id { prefix: "r_" } filter f(j) where r_amount > amount<|>',
      'join j(p, p) on p.id == p.id { prefix: "r_" } filter f(j) where r_sum > sum',
    ],
    [
      'groups',
      'aggregate g(p) by amount<|> { n: count() } filter f(g) where amount > 1',
      'aggregate g(p) by sum { n: count() } filter f(g) where sum > 1',
    ],
    ['what is computed', 'aggregate g(p) by id { total: sum(amount<|>) }', 'aggregate g(p) by id { total: sum(sum) }'],
    [
      'a review',
      'review v(p) { by: "x", ask: { ok: bool }, when: amount<|> > 1 } filter f(v) where amount > 1',
      'review v(p) { by: "x", ask: { ok: bool }, when: sum > 1 } filter f(v) where sum > 1',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await renamed(flow(body), 'sum')).toEqual({ 'main.flow': renamedFlow(expected) });
  });
});

describe('inside of records', () => {
  const text = `schema Shop { id: string, country: string }
schema Payment { id: string, shop: Shop }
flow F {
  read p: Payment from jsonl("p.jsonl")
  select s(p) { m: shop, ...shop as shop_* }
  filter f(s) where m.country == shop_country
  write w(f) to jsonl("w.jsonl")
}
`;
  const expected = text
    .replace('country: string', 'land: string @name("country")')
    .replace('m.country == shop_country', 'm.land == shop_land');

  test.each([
    ['where it is declared', 'id: string, country<|>:', 'land'],
    ['in a path', 'where m.country<|>', 'land'],
    ['behind a prefix', 'shop_country<|>', 'shop_land'],
  ])('a nested field: %s', async (_, at, name) => {
    expect(await renamed(text.replace(at.replace('<|>', ''), at), name)).toEqual({ 'main.flow': expected });
  });

  test('a name without the prefix is refused', async () => {
    expect(await renamed(text.replace('shop_country', 'shop_country<|>'), 'land')).toContain('prefix');
  });
});

describe('across flows and files', () => {
  const rows = `schema Row { id: string, amount: float64 }
flow Sub(rows: stream Row) -> out { filter out(rows) where amount > 1 }
`;
  const main = `import { Row, Sub } from "./rows.flow"
schema Line { id: string, amount: float64 }
schema Wide extends Row { note: string? }
dataset Kept: Row
flow F {
  read lines: Line from csv("lines.csv")
  use u: Sub(rows: lines)
  filter f(u) where amount > 2
  write w(f) to Kept
}
flow G { read k from Kept filter f(k) where amount > 3 write w(f) to csv("w.csv") }
flow H { read x: Wide from csv("wide.csv") filter f(x) where amount > 4 write w(f) to csv("v.csv") }
test "t" of F {
  given lines: [{ id: "1", amount: 1.5 }]
  expect f: [{ amount: 1.5 }]
  expect w: [{ amount: 1.5 }]
}
`;

  test.each([
    ['a schema of another file', 'where amount<|> > 4'],
    ['what goes into a flow', 'Line { id: string, amount<|>'],
    ['what a test expects', 'expect f: [{ amount<|>'],
    ['what is stored', 'where amount<|> > 3'],
  ])('%s', async (_, at) => {
    const found = await renamed(main.replace(at.replace('<|>', ''), at), 'sum', { 'rows.flow': rows });
    expect(found).toEqual({
      'main.flow': main.replaceAll('amount', 'sum').replace('sum: float64 }', 'sum: float64 @name("amount") }'),
      'rows.flow': rows.replaceAll('amount', 'sum').replace('sum: float64 }', 'sum: float64 @name("amount") }'),
    });
  });
});

describe('names that come from a model', () => {
  const model = 'model M { inputs: { amount: float32, size: float32 }, outputs: { score: float32, label: int32 } }\n';
  const scored = (infer: string, rest = '') =>
    `${model}schema P { amount: float32, size: float32 }
flow F {
  read p: P from csv("p.csv")
  infer s(p) with M${infer}
  ${rest}write w(s) to csv("w.csv")
}
`;

  test.each([
    ['', ' { inputs: { amount: sum } }'],
    [' { keep: [amount] }', ' { keep: [sum], inputs: { amount: sum } }'],
    [' { inputs: { size: size } }', ' { inputs: { size: size, amount: sum } }'],
    [' { inputs: { amount: amount } }', ' { inputs: { amount: sum } }'],
  ])('a column that fills an input%s', async (infer, expected) => {
    const found = await renamed(scored(infer).replace('P { amount', 'P { amount<|>'), 'sum');
    const text = scored(expected).replace('P { amount: float32', 'P { sum: float32 @name("amount")');
    expect(found).toEqual({ 'main.flow': text });
  });

  test('a column that is an output', async () => {
    const found = await renamed(scored('', 'filter f(s) where score<|> > 1\n  '), 'risk');
    const expected = scored(' { outputs: { risk: score, label: label } }', 'filter f(s) where risk > 1\n  ');
    expect(found).toEqual({ 'main.flow': expected });
  });

  test.each([
    ['an input', 'inputs: { amount<|>', 'x', ' { inputs: { x: amount } }', 'inputs: { x'],
    ['an output', 'label<|>: int32', 'x', ' { outputs: { score: score, label: x } }', 'x: int32'],
  ])('%s of a contract, which columns go on to fill or to be', async (_, at, name, infer, declared) => {
    const text = scored('', 'filter f(s) where label > 1\n  ').replace(at.replace('<|>', ''), at);
    const expected = scored(infer, 'filter f(s) where label > 1\n  ').replace(at.replace('<|>', ''), declared);
    expect(await renamed(text, name)).toEqual({ 'main.flow': expected });
  });

  test('a mapped output, and the output itself', async () => {
    const text = scored(' { outputs: { risk: score } }', 'filter f(s) where risk > 1\n  ');
    expect(await renamed(text.replace('{ risk', '{ risk<|>'), 'danger')).toEqual({
      'main.flow': text.replaceAll('risk', 'danger'),
    });
    expect(await renamed(text.replace('outputs: { score', 'outputs: { score<|>'), 'logit')).toEqual({
      'main.flow': text.replaceAll('score', 'logit'),
    });
  });
});

describe('what would go wrong is refused', () => {
  test.each([
    ['a name of another field', 'select s(p) { amount<|> }', 'id', 'already'],
    ['a name that another column has further on', 'select s(p) { amount<|>, id, size: 1 }', 'size', 'already'],
    ['a name that hides a parameter', 'filter f(p) where amount<|> > limit', 'limit', 'parameter'],
    [
      'the start of a window',
      'aggregate g(t) every 5m on at { n: count() } filter f(g) where windowStart<|> != null',
      'x',
      'select',
    ],
    ['a field of bad records', 'filter f(p.errors) where message<|> != null', 'x', 'keeps its name'],
    ['no name at all', 'select s(p) { amount<|> }', '  ', 'at least one character'],
  ])('%s', async (_, body, name, why) => {
    const times = 'select t(p) { at: now }';
    const text = flow(body.includes('g(t)') ? `${times} ${body}` : body).replace(
      'limit: float64',
      'now: timestamp = 2026-01-01T00:00:00Z, limit: float64',
    );
    expect(await renamed(text, name)).toContain(why);
  });

  test('but where a select calls the start of a window otherwise, it is written out', async () => {
    const body =
      'select t(p) { at: now } aggregate g(t) every 5m on at { n: count() } select s(g) { windowStart, n } filter f(s) where windowStart<|> == now';
    const text = flow(body).replace('limit: float64', 'now: timestamp = 2026-01-01T00:00:00Z, limit: float64');
    const expected = text.replace(
      '{ windowStart, n } filter f(s) where windowStart<|>',
      '{ start: windowStart, n } filter f(s) where start',
    );
    expect(await renamed(text, 'start')).toEqual({ 'main.flow': expected });
  });
});

describe('names', () => {
  test.each([
    ['select', 'select s(p) { amount<|> }', 'select s(p) { `select` }', '`select`'],
    ['or', 'filter f(p) where amount<|> > 1', 'filter f(p) where `or` > 1', 'or'],
    ['größe', 'filter f(p) where amount<|> > 1', 'filter f(p) where `größe` > 1', '`größe`'],
    ['`a b`', 'filter f(p) where amount<|> > 1', 'filter f(p) where `a b` > 1', '`a b`'],
  ])('%s is written as the place wants it', async (name, body, expected, declared) => {
    const text = flow(expected).replace(
      'amount: float64',
      `${declared.replace('`select`', 'select')}: float64 @name("amount")`,
    );
    expect(await renamed(flow(body), name)).toEqual({ 'main.flow': text });
  });

  test('the name in the file is dropped where the field gets it back', async () => {
    const text = renamedFlow('filter f(p) where sum<|> > 1');
    expect(await renamed(text, 'amount')).toEqual({ 'main.flow': flow('filter f(p) where amount > 1') });
  });
});

describe('schemas that no record can have', () => {
  test.each([
    ['that contain themselves', 'schema A { z<|>: int32, x: A, y: B, w: A[] }\nschema B { a: A, b: B, c: B? }\n'],
    ['that extend each other', 'schema A extends B { z<|>: int32 }\nschema B extends A { z: int32 }\n'],
    [
      'of more fields than there can be',
      `schema S0 { z<|>: int32 }\n${Array.from({ length: 40 }, (_, i) => `schema S${i + 1} { a: S${i}, b: S${i} }`).join('\n')}\n`,
    ],
  ])('%s take no time', async (_, text) => {
    const plain = text.replace('<|>', '');
    expect(await renamed(text, 'renamed')).toEqual({ 'main.flow': plain.replaceAll(/\bz\b/g, 'renamed') });
  });
});

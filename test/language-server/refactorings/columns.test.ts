/** Columns and conditions in other forms: written out, as a star, in a select of their own, merged, inlined. */
import { describe, expect, test } from 'vitest';
import { mistakesIn, offered, refactored } from '../../support/refactored-text.ts';

const head = `schema Shop { id: string, city: string? }
schema Payment { id: string, amount: float64, fee: float64?, shop: Shop }
model Risk { inputs: { amount: float32, Fee_1: float64 }, outputs: { score: float32 } }
model Wide { inputs: { x: float32[2] }, outputs: { y: float32 } }

flow F(limit: float64 = 1.5) -> out {
  read p: Payment from csv("p.csv")
`;
const files = '//- /p.csv\n';

function flow(statements: string): string {
  return `${head}${statements}}\n${files}`;
}

test.each([
  [
    'a star is listed',
    '  select out(p) { [[]]* except (fee) }\n',
    'List the columns of * except (fee)',
    '  select out(p) { id, amount, shop }\n',
  ],
  [
    'a record that is spread is listed, with a comma before a star',
    '  select out(p) {\n    [[]]...shop as shop_*\n    * except (shop)\n  }\n',
    'List the columns of ...shop as shop_*',
    '  select out(p) {\n    shop_id:   shop.id\n    shop_city: shop.city,\n    * except (shop)\n  }\n',
  ],
  [
    'neighbouring columns become a star',
    '  select out(p) { x: amount * 2, id, [[]]amount, fee }\n',
    'Write * except (shop)',
    '  select out(p) { x: amount * 2, * except (shop) }\n',
  ],
  [
    'an expression becomes a column wherever it stands',
    '  select out(p) { id, a: ln(amount + 1), b: ([[amount + 1]]) * 2 }\n',
    'Extract to a column',
    '  select outInput(p) { *, amount2: amount + 1 }\n  select out(outInput) { id, a: ln(amount2), b: amount2 * 2 }\n',
  ],
  [
    'of an aggregate too',
    '  aggregate out(p) by id { worst: max([[amount * 2]]) }\n',
    'Extract to a column',
    '  select outInput(p) { *, amount2: amount * 2 }\n  aggregate out(outInput) by id { worst: max(amount2) }\n',
  ],
  [
    'a select goes into the one behind it, in brackets where it must',
    '  select [[]]a(p) { id, sum: amount + 1, shop }\n  select out(a) { id, double: sum * 2, sum, city: shop.city, big: not (sum > limit) }\n',
    'Inline into "out"',
    '  select out(p) { id, double: (amount + 1) * 2, sum: amount + 1, city: shop.city, big: not (amount + 1 > limit) }\n',
  ],
  [
    'a star of it becomes its columns',
    '  select [[]]a(p) { key: id, sum: amount + 1, shop }\n  select out(a) { * except (shop), ...shop as s_* }\n',
    'Inline into "out"',
    '  select out(p) { key: id, sum: amount + 1, ...shop as s_* }\n',
  ],
  [
    'a select goes into an aggregate',
    '  select [[]]a(p) { city: shop.city, sum: amount + 1 }\n  aggregate out(a) by city { worst: max(sum) }\n',
    'Inline into "out"',
    '  aggregate out(p) by city: shop.city { worst: max(amount + 1) }\n',
  ],
  [
    'two filters become one',
    '  filter a(p) where amount > 1.0 or fee == null\n  filter out(a) [[]]where id != "" ?? false\n',
    'Merge with the filter "a"',
    '  filter out(p) where (amount > 1.0 or fee == null) and (id != "" ?? false)\n',
  ],
  [
    'one filter becomes two',
    '  filter out(p) [[]]where amount > 1.0 and fee != null and fee > 2.0\n',
    'Split into two filters',
    '  filter outFirst(p)   where amount > 1.0 and fee != null\n  filter out(outFirst) where fee > 2.0\n',
  ],
  [
    'a filter goes in front of a select, and keeps its comment',
    '  // Sums.\n  select a(p) { id, sum: amount * 2.0, big: amount > limit }\n  /** Out. */\n  filter [[]]out(a) where big and -sum < 3.0\n',
    'Filter in front of "a"',
    '  // Sums.\n  filter outInput(p) where amount > limit and - (amount * 2.0) < 3.0\n' +
      '  /** Out. */\n  select out(outInput) { id, sum: amount * 2.0, big: amount > limit }\n',
  ],
  [
    'and where all columns are copies, of nulls too',
    '  select a(p) { key: id, fee, shop }\n  filter [[]]out(a) where fee > 3.0 and shop.city != null\n',
    'Filter in front of "a"',
    '  filter outInput(p) where fee > 3.0 and shop.city != null\n  select out(outInput) { key: id, fee, shop }\n',
  ],
  [
    'a route becomes filters, each with what the ports before it leave',
    '  route [[]]by(p) { large: amount > 2.0 or fee > 1.0, none: fee == null, rest: otherwise }\n' +
      '  select a(by.large) { id }\n  join b(by.none, by.rest) on by.none.id == by.rest.id { prefix: "r_" }\n  union out(a, c)\n  select c(b) { id }\n',
    'Replace the route by filters',
    '  filter large(p) where amount > 2.0 or fee > 1.0\n' +
      '  filter none(p)  where not (amount > 2.0 or fee > 1.0 ?? false) and fee == null\n' +
      '  filter rest(p)  where not (amount > 2.0 or fee > 1.0 ?? false) and not (fee == null)\n' +
      '  select a(large) { id }\n  join b(none, rest) on none.id == rest.id { prefix: "r_" }\n  union out(a, c)\n  select c(b) { id }\n',
  ],
  [
    'what stays beside the outputs of a model is written out',
    '  infer [[]]out(p) with Wide { inputs: { x: [amount, amount] } }\n',
    'Write out which columns stay',
    '  infer out(p) with Wide { inputs: { x: [amount, amount] }, keep: [id, amount, fee, shop] }\n',
  ],
  [
    'the inputs of a model by name',
    '  select s(p) { id, fee1: fee ?? 0, amount }\n  infer [[]]out(s) with Risk\n',
    'Map the inputs of the model by name',
    '  select s(p) { id, fee1: fee ?? 0, amount }\n  infer out(s) with Risk { inputs: { amount: amount, Fee_1: fee1 } }\n',
  ],
  [
    'the inputs of a model by order',
    '  select s(p) { id, a: amount, b: amount > 1.0 }\n  infer [[]]out(s) with Risk { inputs: { amount: b } }\n',
    'Map the inputs of the model by order',
    '  select s(p) { id, a: amount, b: amount > 1.0 }\n  infer out(s) with Risk { inputs: { amount: a, Fee_1: b } }\n',
  ],
  [
    'all columns that fit',
    '  select s(p) { id, a: amount, b: amount > 1.0 }\n  infer [[]]out(s) with Wide { inputs: { x: [a, a] } }\n',
    'Map all columns to the input of the model',
    '  select s(p) { id, a: amount, b: amount > 1.0 }\n  infer out(s) with Wide { inputs: { x: [* except (id)] } }\n',
  ],
])('%s', async (_, statements, title, after) => {
  const text = await refactored(flow(statements), title);
  expect(text.slice(head.length)).toBe(`${after}}\n`);
  expect(await mistakesIn(text + files)).not.toContain('layout');
});

describe('a record type becomes a schema', () => {
  test.each([
    [
      'of a read',
      'flow F -> a {\n  read a: { id: string, [[]]at: date? } from csv("p.csv")\n}\n',
      'schema A { id: string, at: date? }\n\nflow F -> a {\n  read a: A from csv("p.csv")\n}\n',
    ],
    [
      'of a field, with its suffixes and a name that is free',
      '/** B. */\nschema Shops {\n  shops: [[]]{ id: string @key }[]\n}\n',
      'schema Shops2 { id: string @key }\n\n/** B. */\nschema Shops {\n  shops: Shops2[]\n}\n',
    ],
  ])('%s', async (_, before, after) => {
    expect(await refactored(before + files, 'Extract to a schema')).toBe(after);
  });

  test('a schema is one already', async () => {
    expect(await offered(`schema A { [[]]id: string }\n${files}`)).toEqual([]);
  });
});

describe('it is not offered', () => {
  test.each([
    ['a select that two read', '  select [[]]a(p) { id }\n  select b(a) { id }\n  select out(a) { id }\n', 'Inline'],
    [
      'a select whose bad records are read',
      '  select [[]]a(p) { id }\n  select b(a.errors) { at }\n  select out(a) { id }\n',
      'Inline',
    ],
    [
      'a select with properties of its own',
      '  select [[]]a(p) { id, x: 1 / amount } with { onError: skip }\n  select out(a) { id, x }\n',
      'Inline',
    ],
    [
      'a select whose reader has properties of its own',
      '  select [[]]a(p) { id, x: 1 / amount }\n  select out(a) { id, x } with { onError: skip }\n',
      'Inline',
    ],
    [
      'a column of a node with properties',
      '  select out(p) { id, x: [[1 / amount]] } with { onError: skip }\n',
      'Extract to a column',
    ],
    ['a select that is an output', '  select [[]]out(p) { id }\n  select b(out) { id }\n', 'Inline'],
    [
      'a time that is computed, since a window wants a column',
      '  select [[]]a(p) { id, at: timestamp(id) }\n  aggregate out(a) every 5m on at { n: count() }\n',
      'Inline',
    ],
    [
      'a column that would hide a parameter',
      '  select b(p) { id, limit: amount }\n  select [[]]a(b) { id }\n  select out(a) { id, y: limit }\n',
      'Inline',
    ],
    [
      'what is computed in some records only',
      '  select out(p) { a: if amount > 1.0 then [[amount / 2]] else 0.0 }\n',
      'Extract to a column',
    ],
    ['a name alone', '  select out(p) { a: [[amount]] }\n', 'Extract to a column'],
    ['an aggregate function', '  aggregate out(p) by id { a: [[max(amount)]] }\n', 'Extract to a column'],
    [
      'a filter whose bad records are read',
      '  filter a(p) where true\n  select b(a.errors) { at }\n  filter [[]]out(a) where true\n',
      'Merge',
    ],
    [
      'a filter behind a select that may make records bad',
      '  select a(p) { id, x: 1 / amount }\n  filter [[]]out(a) where x > 2.0\n',
      'Filter',
    ],
    [
      'a filter behind a select that computes with a null',
      '  select a(p) { fee, x: fee * 2.0 }\n  filter [[]]out(a) where fee > 2.0\n',
      'Filter',
    ],
    [
      'a filter behind a select that two read',
      '  select a(p) { id }\n  filter [[]]out(a) where id == ""\n  select b(a) { id }\n',
      'Filter',
    ],
    [
      'a route with a port that nobody reads, which still makes records bad',
      '  route [[]]by(p) { large: 1 / amount > 2.0, none: fee == null }\n  select out(by.none) { id }\n',
      'Replace',
    ],
    [
      'a route that asks about a null that the port before has ruled out',
      '  route [[]]by(p) { none: fee == null, some: fee != null }\n  select out(by.none) { id }\n  select b(by.some) { id }\n',
      'Replace',
    ],
    [
      'a route whose bad records are read',
      '  route [[]]by(p) { large: 1 / amount > 2.0 }\n  select out(by.large) { id }\n  select e(by.errors) { at }\n',
      'Replace',
    ],
    [
      'a route with properties of its own',
      '  route [[]]by(p) { large: 1 / amount > 2.0 } with { onError: skip }\n  select out(by.large) { id }\n',
      'Replace',
    ],
    ['inputs that no column fits', '  select s(p) { id }\n  infer [[]]out(s) with Risk\n', 'Map'],
    ['columns in another order', '  select out(p) { amount, [[]]id, fee }\n', 'Write *'],
  ])('for %s', async (_, statements, title) => {
    expect((await offered(flow(statements))).filter((one) => one.startsWith(title))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunTexts, runToTexts } from '../support/run-to-texts.ts';

const flow = `
schema Payment { id: int32, card: string?, size: float64?, on: date }
schema Card { card: string, owner: string?, id: int64, big: int64?, on: date }

flow Main {
  read payments: Payment from csv("payments.csv") { batch: { max: 2 } }
  read cards: Card from csv("cards.csv") { batch: { max: 2 } }
  filter none(cards) where id < 0

  join inner(payments, cards) on payments.card == cards.card { prefix: "c_" }
  join left(payments, cards) on cards.card == payments.card { kind: left, prefix: "c_" }
  join wide(payments, cards) on payments.id == cards.id { prefix: "c_" }
  join exact(payments, cards) on payments.size == cards.big { prefix: "c_" }
  join both(payments, cards) on payments.id == cards.id and payments.on == cards.on { prefix: "c_" }
  join empty(payments, none) on payments.card == none.card { kind: left, prefix: "c_" }

  select innerIds(inner) { id, owner: c_owner }
  select leftIds(left) { id, owner: c_owner }
  select wideIds(wide) { id, other: c_id }
  select exactIds(exact) { id, size, big: c_big }
  select bothIds(both) { id }
  select emptyIds(empty) { id, c_card, c_id }
  write a(innerIds) to csv("out/inner.csv")
  write b(leftIds) to csv("out/left.csv")
  write c(wideIds) to csv("out/wide.csv")
  write d(exactIds) to csv("out/exact.csv")
  write e(bothIds) to csv("out/both.csv")
  write f(emptyIds) to csv("out/empty.csv")
}
`;

/** 2^53 + 1, which is no float64, and 2^53. */
const cards = `card,owner,id,big,on
A,Ann,1,9007199254740993,2026-01-01
A,Abe,9,9007199254740992,2026-01-01
B,,3,,2026-01-02
C,Cid,4,7,2026-01-04
`;
const payments = `id,card,size,on
1,A,9007199254740992,2026-01-01
2,,NaN,2026-01-01
3,B,7,2026-01-01
4,Z,,2026-01-04
5,A,0.5,2026-01-05
`;

describe('a join', () => {
  let run: RunTexts;

  beforeAll(() => {
    run = runToTexts({ 'main.flow': flow, 'payments.csv': payments, 'cards.csv': cards }, afterAll);
    expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
  }, 60_000);

  test.each([
    [
      '[N15] gives a record for every match, in the order of both sides',
      'inner',
      'id,owner\n1,Ann\n1,Abe\n3,\n5,Ann\n5,Abe\n',
    ],
    [
      '[N15] keeps every record of the left with kind: left',
      'left',
      'id,owner\n1,Ann\n1,Abe\n2,\n3,\n4,\n5,Ann\n5,Abe\n',
    ],
    ['[E5] compares numbers of two types', 'wide', 'id,other\n1,1\n3,3\n4,4\n'],
    [
      '[E5] compares an int64 with a float64 exactly, and NaN with nothing',
      'exact',
      'id,size,big\n1,9007199254740992,9007199254740992\n3,7,7\n',
    ],
    ['[N15] wants all conditions', 'both', 'id\n1\n4\n'],
    [
      '[N15] with a right side without records has nothing but the left',
      'empty',
      'id,c_card,c_id\n1,,\n2,,\n3,,\n4,,\n5,,\n',
    ],
  ])('%s', (_, name, text) => {
    expect(run.text(`${name}.csv`)).toBe(text);
  });
});

/** More batches than queues hold, so that sides which wait for each other would stand still. */
const count = 2000;

test('[N15] both sides may come from one read, and from what was made of it', () => {
  const { code, stderr, text } = runToTexts({
    'main.flow': `
schema Row { id: int32, n: int32? }
flow Main {
  read rows: Row from jsonl("rows.jsonl") { batch: { max: 5 } }
  filter even(rows) where id % 2 == 0
  aggregate totals(rows) by n { size: count() }
  join twice(even, rows) on even.id == rows.n { prefix: "other_" }
  join sized(rows, totals) on rows.n == totals.n
  write a(twice) to jsonl("out/twice.jsonl")
  write b(sized) to jsonl("out/sized.jsonl")
}
`,
    'rows.jsonl': Array.from(
      { length: count },
      (_, id) => `{"id":${id},"n":${id % 3 === 0 ? 'null' : (id * 7) % count}}\n`,
    ).join(''),
  });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const rows = Array.from({ length: count }, (_, id) => ({ id, n: id % 3 === 0 ? null : (id * 7) % count }));
  const byN = Map.groupBy(rows, ({ n }) => n);
  const even = rows.filter(({ id }) => id % 2 === 0);
  const lines = (records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  expect(text('twice.jsonl')).toBe(
    lines(even.flatMap((row) => (byN.get(row.id) ?? []).map((met) => ({ ...row, other_id: met.id, other_n: met.n })))),
  );
  const present = rows.filter(({ n }) => n !== null);
  expect(text('sized.jsonl')).toBe(lines(present.map((row) => ({ ...row, size: byN.get(row.n)?.length }))));
}, 60_000);

test('a batch of the left that meets too much fails in words that say what helps', () => {
  const { code, stderr } = runToTexts({
    'main.flow': `
schema Row { id: int32 }
flow Main {
  read left: Row from jsonl("rows.jsonl")
  read right: Row from jsonl("rows.jsonl")
  select l(left) { id, k: 1 }
  select r(right) { id, k: 1 }
  join all(l, r) on l.k == r.k { prefix: "r_" }
  write w(all) to jsonl("out/all.jsonl")
}
`,
    'rows.jsonl': Array.from({ length: 1100 }, (_, id) => `{"id":${id}}\n`).join(''),
  });
  expect(code).toBe(1);
  expect(stderr).toContain('"all" makes more than 1048576 records of 1100 of its left side');
}, 60_000);

test('[N19] a flow that is used may join and query the streams it is given', () => {
  const { code, stderr, text } = runToTexts({
    'main.flow': `
schema Payment { id: int32, owner: { card: string? } }
schema Card { card: string?, name: string }
flow Inner(rows: stream Payment, cards: stream Card, least: int32) -> joined, counted {
  join all(rows, cards) on rows.owner.card == cards.card { prefix: "c_" }
  filter joined(all) where id > least
  sql counted(rows, cards) """ SELECT count(*) AS n, (SELECT count(*) FROM cards) AS c FROM rows """
}
flow Main {
  read payments: Payment from jsonl("payments.jsonl")
  read cards: Card from jsonl("cards.jsonl")
  use inner: Inner(rows: payments, cards: cards, least: 1)
  write a(inner.joined) to jsonl("out/joined.jsonl")
  write b(inner.counted) to jsonl("out/counted.jsonl")
}
`,
    'payments.jsonl': ['a', 'b', null, 'a'].map((card, id) => `${JSON.stringify({ id, owner: { card } })}\n`).join(''),
    'cards.jsonl': '{"card":"a","name":"A"}\n{"card":null,"name":"N"}\n',
  });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(text('joined.jsonl')).toBe('{"id":3,"owner":{"card":"a"},"c_card":"a","c_name":"A"}\n');
  expect(text('counted.jsonl')).toBe('{"n":4,"c":2}\n');
}, 60_000);

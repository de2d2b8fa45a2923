import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunTexts, runToTexts } from '../support/run-to-texts.ts';

const flow = `
schema Payment { id: int32, card: string, amount: float64?, took: duration, tags: string[], day: timestamp, raw: json? }
schema Card { card: string, owner: string }

flow Main {
  read payments: Payment from jsonl("payments.jsonl") { batch: { max: 2 } }
  read cards: Card from csv("cards.csv")
  route by(payments) { paid: amount != null }

  sql totals(by.paid, cards) """
    -- Both inputs, by their names.
    SELECT owner, sum(amount) AS total, list(id ORDER BY id) AS ids
    FROM by_paid JOIN cards USING (card) GROUP BY owner ORDER BY total DESC;
  """
  sql kinds(payments) """
    SELECT id, amount::DECIMAL(9,2) AS price, id::HUGEINT * 2 AS huge, TIME '10:00:00' AS clock, 'a'::ENUM('a', 'b') AS word,
      MAP {card: day::DATE} AS days, union_value(n := id) AS either, {'took': took, 'tags': tags} AS inner, raw, day
    FROM payments ORDER BY id
  """
  sql none(payments) """ SELECT id FROM payments WHERE id < 0 """
  sql times(payments) """
    SELECT id, CASE WHEN id = 2 THEN TIMESTAMP 'infinity' ELSE day END AS day FROM payments ORDER BY id
  """
  select bad(times.errors) { message, record }
  write a(totals) to jsonl("out/totals.jsonl")
  write b(kinds) to jsonl("out/kinds.jsonl")
  write c(none) to jsonl("out/none.jsonl")
  write d(times) to jsonl("out/times.jsonl")
  write e(bad) to jsonl("out/bad.jsonl")
}
`;

const payments = [
  { id: 1, card: 'A', amount: 1.25, took: '-5ms', tags: ['x'], day: '2026-01-01T00:00:00Z', raw: { a: [1] } },
  { id: 2, card: 'B', amount: 4, took: '1s', tags: [], day: '2026-01-02T00:00:00Z', raw: 'text' },
  { id: 3, card: 'A', amount: 2.5, took: '0ms', tags: [], day: '2026-01-03T00:00:00.5Z', raw: null },
  { id: 4, card: 'A', amount: null, took: '0ms', tags: [], day: '2026-01-03T00:00:00Z', raw: null },
].map(
  ({ took, ...rest }) =>
    `${JSON.stringify({ ...rest, took: Number.parseInt(took, 10) * (took === '1s' ? 1000 : 1) })}\n`,
);

describe('a query', () => {
  let run: RunTexts;

  beforeAll(() => {
    const files = { 'main.flow': flow, 'payments.jsonl': payments.join(''), 'cards.csv': 'card,owner\nA,Ann\nB,Bob\n' };
    run = runToTexts(files, afterAll);
    expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
  }, 60_000);

  test.each([
    [
      '[N5] joins its inputs by their names',
      'totals',
      '{"owner":"Bob","total":4,"ids":[2]}\n{"owner":"Ann","total":3.75,"ids":[1,3]}\n',
    ],
    [
      '[N5] gives the nearest of what the language has no name for',
      'kinds',
      `{"id":1,"price":1.25,"huge":2,"clock":"10:00:00","word":"a","days":{"A":"2026-01-01"},"either":1,"inner":{"took":-5,"tags":["x"]},"raw":{"a":[1]},"day":"2026-01-01T00:00:00Z"}
{"id":2,"price":4,"huge":4,"clock":"10:00:00","word":"a","days":{"B":"2026-01-02"},"either":2,"inner":{"took":1000,"tags":[]},"raw":"text","day":"2026-01-02T00:00:00Z"}
{"id":3,"price":2.5,"huge":6,"clock":"10:00:00","word":"a","days":{"A":"2026-01-03"},"either":3,"inner":{"took":0,"tags":[]},"raw":null,"day":"2026-01-03T00:00:00.500Z"}
{"id":4,"price":null,"huge":8,"clock":"10:00:00","word":"a","days":{"A":"2026-01-03"},"either":4,"inner":{"took":0,"tags":[]},"raw":null,"day":"2026-01-03T00:00:00Z"}
`,
    ],
    ['[N5] may give no records', 'none', ''],
    [
      '[N3] leaves out what does not fit the schema',
      'times',
      '{"id":1,"day":"2026-01-01T00:00:00Z"}\n{"id":3,"day":"2026-01-03T00:00:00.500Z"}\n{"id":4,"day":"2026-01-03T00:00:00Z"}\n',
    ],
    [
      '[N3] hands what does not fit to those who read its errors',
      'bad',
      '{"message":"Record 2: column \\"day\\": \\"infinity\\" is not a timestamp such as 2026-01-31T10:00:00Z","record":{"id":2,"day":"infinity"}}\n',
    ],
  ])('%s', (_, name, text) => {
    expect(run.text(`${name}.jsonl`)).toBe(text);
  });
});

test('a query that cannot be computed fails the run in the words of DuckDB', () => {
  const { code, stderr } = runToTexts({
    'main.flow': `
schema Row { card: string }
flow Main {
  read rows: Row from csv("rows.csv")
  sql s(rows) """ SELECT card::INTEGER AS n FROM rows """
  write w(s) to jsonl("out/w.jsonl")
}
`,
    'rows.csv': 'card\nA\n',
  });
  expect(code).toBe(1);
  expect(stderr).toContain(`Cannot run the query of "s": Could not convert string 'A' to INT32`);
}, 60_000);

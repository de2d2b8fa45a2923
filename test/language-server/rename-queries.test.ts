/** Renames through the text of queries, each tried out by the real DuckDB; and what is said where it is not at hand. */
import { QueryDescriber } from '@millrace/grammar';
import { queryHost } from 'millrace';
import { afterAll, describe, expect, test } from 'vitest';
import { renamed } from '../support/renamed-files.ts';

const queries = new QueryDescriber(queryHost(), { limitMs: 60_000, startLimitMs: 60_000 });
afterAll(() => queries.stop());

const head = `schema Payment { id: string, amount: float64, country: string? }
schema Shop { id: string, name: string }
`;

function flow(query: string, below = 'write w(s) to jsonl("w.jsonl")'): string {
  return `${head}flow F {
  read p: Payment from csv("p.csv")
  read shops: Shop from csv("s.csv")
  route r(p) { big: amount > 9, rest: otherwise }
  sql s(p, shops, r.big) """
    ${query}
  """
  ${below}
}
`;
}

/** The same with the field under another name. */
function renamedFlow(query: string, below?: string): string {
  return flow(query, below)
    .replace('amount: float64', 'sum: float64 @name("amount")')
    .replace('big: amount', 'big: sum');
}

const declared = (text: string) => text.replace('amount: float64', 'amount<|>: float64');

describe('[N5] a column in a query', () => {
  test.each([
    ['is named', 'SELECT id, ln(amount) AS x FROM p WHERE amount > 1', 'SELECT id, ln(sum) AS x FROM p WHERE sum > 1'],
    ['by its table', 'SELECT p.amount AS x FROM p', 'SELECT p.sum AS x FROM p'],
    ['by another name of the table', 'SELECT q.amount AS x FROM p AS q', 'SELECT q.sum AS x FROM p AS q'],
    ['in quotes and in capitals', 'SELECT "amount" + AMOUNT AS x FROM p', 'SELECT sum + sum AS x FROM p'],
    ['of a port', 'SELECT amount AS x FROM r_big', 'SELECT sum AS x FROM r_big'],
    [
      'and not in texts and comments',
      "SELECT amount AS x, 'amount' AS y FROM p -- amount",
      "SELECT sum AS x, 'amount' AS y FROM p -- amount",
    ],
    [
      'and not as a result that is called so',
      'SELECT id AS amount FROM p ORDER BY amount',
      'SELECT id AS amount FROM p ORDER BY amount',
    ],
    [
      'in selects inside of selects',
      'WITH a AS (SELECT amount, id FROM p) SELECT a.amount AS x FROM a',
      'WITH a AS (SELECT sum, id FROM p) SELECT a.sum AS x FROM a',
    ],
    [
      'that is joined by it',
      'SELECT p.id AS x FROM p JOIN r_big AS b USING (amount)',
      'SELECT p.id AS x FROM p JOIN r_big AS b USING (sum)',
    ],
    [
      'that a window is ordered by, beside a result of that name',
      'SELECT ln(amount) AS amount, row_number() OVER (ORDER BY amount) AS n FROM p ORDER BY amount',
      'SELECT ln(sum) AS amount, row_number() OVER (ORDER BY sum) AS n FROM p ORDER BY amount',
    ],
    [
      'in groups',
      'SELECT amount AS x, count(*) AS n FROM p GROUP BY amount',
      'SELECT sum AS x, count(*) AS n FROM p GROUP BY sum',
    ],
  ])('%s', async (_, query, expected) => {
    expect(await renamed(declared(flow(query)), 'sum', {}, queries)).toEqual({ 'main.flow': renamedFlow(expected) });
  });

  test.each([
    ['by itself', 'SELECT amount FROM p', 'SELECT sum FROM p'],
    ['by its table', 'SELECT p.amount, p.id FROM p', 'SELECT p.sum, p.id FROM p'],
    ['with all', 'SELECT * FROM p', 'SELECT * FROM p'],
    ['with all but some', 'SELECT * EXCLUDE (country) FROM p', 'SELECT * EXCLUDE (country) FROM p'],
    ['through a select inside', 'SELECT amount FROM (SELECT amount FROM p)', 'SELECT sum FROM (SELECT sum FROM p)'],
  ])('goes on behind it %s', async (_, query, expected) => {
    const found = await renamed(declared(flow(query, 'filter f(s) where amount > 2')), 'sum', {}, queries);
    expect(found).toEqual({ 'main.flow': renamedFlow(expected, 'filter f(s) where sum > 2') });
  });

  test('that the query names is renamed there and behind it', async () => {
    const query = 'SELECT id, sum(amount) AS total FROM p GROUP BY id ORDER BY total';
    const text = flow(query, 'filter f(s) where total<|> > 2');
    const expected = flow(query, 'filter f(s) where total > 2').replaceAll('total', '"whole sum"');
    const written = expected.replace('where "whole sum"', 'where `whole sum`');
    expect(await renamed(text, 'whole sum', {}, queries)).toEqual({ 'main.flow': written });
  });

  test('has the quotes of a query no more than those of a text', async () => {
    const query = (name: string) => `SELECT id, sum(amount) AS ${name} FROM p GROUP BY id`;
    const text = flow(query('"whole sum"'), 'filter f(s) where `whole sum` > 2');
    const found = await renamed(text.replace('"whole sum"', '"whole<|> sum"'), '"total"', {}, queries);
    expect(found).toEqual({ 'main.flow': flow(query('total'), 'filter f(s) where total > 2') });
  });

  test('is renamed from inside of the query', async () => {
    const query = 'SELECT ln(am<|>ount) AS x FROM p';
    expect(await renamed(flow(query), 'sum', {}, queries)).toEqual({
      'main.flow': renamedFlow('SELECT ln(sum) AS x FROM p'),
    });
  });

  test('that the query does not name is refused', async () => {
    const text = flow('SELECT amount + 1 FROM p', 'select t(s) { x: `(amount + 1)<|>` }');
    expect(await renamed(text, 'y', {}, queries)).toContain('AS');
  });

  test.each([
    ['SELECT ln(amount) AS sum FROM p ORDER BY amount', 'calls something "sum" already'],
    ['WITH sum AS (SELECT id FROM p) SELECT p.amount AS x FROM p', 'calls something "sum" already'],
    ['SELECT x FROM (SELECT id AS amount, amount AS x FROM p ORDER BY amount)', 'calls something else "amount" too'],
  ])('is refused where another name would be meant: %s', async (query, why) => {
    expect(await renamed(declared(flow(query)), 'sum', {}, queries)).toContain(why);
  });

  test.each([
    'SELECT p.id AS x FROM p NATURAL JOIN shops',
    "SELECT max(COLUMNS('a.*')) FROM p",
    'SELECT id, amount FROM p UNION BY NAME SELECT id, amount FROM r_big',
  ])('is refused where a query takes columns by what they are called: %s', async (query) => {
    const text = flow(query);
    expect(await renamed(declared(text), 'name', {}, queries)).toContain('by what they are called');
  });
});

describe('a table in a query', () => {
  test.each([
    ['a node', 'read p<|>:', 'q', /\bp\b(?=[:,)]|\.id| JOIN)/g],
    ['a port', 'r(p) { big<|>', 'large', /big/g],
    ['from inside of the query', 'JOIN r_b<|>ig', 'lines', /\br(?=\(|\.|_)/g],
  ])('is renamed with %s', async (_, at, name, words) => {
    const text = flow('SELECT p.id AS x FROM p JOIN r_big ON p.id = r_big.id');
    const found = await renamed(text.replace(at.replace('<|>', ''), at), name, {}, queries);
    expect(found).toEqual({ 'main.flow': text.replaceAll(words, name) });
  });
});

describe('without DuckDB', () => {
  test('a query that says plainly what it does is changed', async () => {
    const query = 'SELECT id, ln(amount) AS x FROM p WHERE amount > 1';
    const one = (text: string) => text.replace('sql s(p, shops, r.big)', 'sql s(p)');
    expect(await renamed(declared(one(flow(query))), 'sum')).toEqual({
      'main.flow': one(renamedFlow(query.replaceAll('amount', 'sum'))),
    });
  });

  test.each([
    'SELECT * FROM p',
    'SELECT amount FROM p',
    'SELECT x FROM (SELECT amount AS x FROM p)',
    'SELECT amount + 1 AS x FROM p JOIN r_big USING (id)',
  ])('any other is refused: %s', async (query) => {
    expect(await renamed(declared(flow(query)), 'sum')).toContain('DuckDB is not at hand');
  });
});

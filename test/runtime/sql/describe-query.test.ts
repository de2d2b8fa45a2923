/** What DuckDB says of a query over empty tables, and what is known of its columns beside their types. */
import { QueryDescriber, type QueryTable, scalarType, type Type } from '@millrace/grammar';
import { queryHost } from 'millrace';
import { afterAll, describe, expect, test } from 'vitest';
import { described, descriptionText, table } from '../../support/query-text.ts';

const list: Type = { kind: 'list', element: scalarType('int32'), nullable: false };
const vector: Type = { kind: 'vector', element: 'float32', dimensions: [2, 3], nullable: false };
const merchant: Type = { kind: 'record', fields: [{ name: 'id', type: scalarType('string') }], nullable: false };
const tables: QueryTable[] = [
  table('t', [
    { name: 'a', type: scalarType('float64') },
    { name: 's', type: scalarType('string', true) },
    { name: 'at', type: scalarType('timestamp') },
    { name: 'j', type: scalarType('json') },
    { name: 'l', type: list },
    { name: 'v', type: vector },
    { name: 'm', type: merchant },
    { name: 'e f', type: scalarType('int64') },
  ]),
  table('u', [
    { name: 'a', type: scalarType('float64') },
    { name: 'n', type: scalarType('int64') },
  ]),
];

const describer = new QueryDescriber(queryHost(), { limitMs: 60_000, startLimitMs: 60_000 });
afterAll(() => describer.stop());

async function say(query: string): Promise<string> {
  return descriptionText(query, await described(describer, query, tables));
}

describe('[N5] a query gives', () => {
  test.each([
    // Columns as they are keep their type, whatever DuckDB makes of it.
    [
      'from t',
      'a: float64 < t.a; s: string? < t.s; at: timestamp < t.at; j: json < t.j; l: int32[] < t.l; v: float32[2, 3] < t.v; m: { id: string } < t.m; `e f`: int64 < t.`e f`',
    ],
    ['select T.A, m from t', 'a: float64 < t.a; m: { id: string } < t.m'],
    [
      'select m.id, v[1] x, {y: a} r, [a] q from t',
      'id: string? < t.m; x: float32? < t.v; r: { y: float64? }? < t.a; q: float64?[]? < t.a',
    ],
    // Types without a name of their own.
    [
      "select a::decimal(9, 2) d, 1::hugeint h, sum(\"e f\") s, now() n, uuid() u, time '01:00' c, interval 1 day i, map {1: 2} p, date '2026-01-01' e from t group by a",
      'd: float64 < t.a; h: float64 < -; s: float64 < t.`e f`; n: timestamp? < -; u: string? < -; c: string < -; i: duration? < -; p: json? < -; e: date < -',
    ],
    // Null comes from null, from a division, from an empty group, and from what is not known.
    [
      "select a + 1 x, a / 0 d, s || 'x' c, a > 1 b, s is null n, coalesce(s, '') o, j::int i, try_cast(a as int) t from t",
      'x: float64 < t.a; d: float64? < t.a; c: string? < t.s; b: bool < t.a; n: bool < t.s; o: string < t.s; i: int32? < t.j; t: int32? < t.a',
    ],
    [
      "select case when a > 1 then s else '' end x, case when a > 1 then 2 end y, case when s = '' then 1 else 2 end z from t",
      'x: string? < t.a t.s; y: int32? < t.a; z: int32 < t.s',
    ],
    ['select s from t where a > 1 and s is not null', 's: string < t.s'],
    ['select s from t where a > 1 or s is not null', 's: string? < t.s'],
    [
      'select s, count(*) n, avg(a) m, max(a) filter (a > 1) f from t group by s',
      's: string? < t.s; n: int64 < -; m: float64 < t.a; f: float64? < t.a',
    ],
    ['select a, max(a) x from t group by all', 'a: float64 < t.a; x: float64 < t.a'],
    ['select max(a) x, count(s) c from t', 'x: float64? < t.a; c: int64 < t.s'],
    ['select a, count(*) n from t group by rollup(a)', 'a: float64? < t.a; n: int64? < -'],
    ['select row_number() over (order by a) r, lag(a) over (order by a) l from t', 'r: int64 < -; l: float64? < t.a'],
    // Joins, sets and queries within.
    ['select t.a, n from t left join u using (a)', 'a: float64 < t.a; n: int64? < u.n'],
    ['select t.a x, n from t right join u on t.a = u.a', 'x: float64? < t.a; n: int64 < u.n'],
    ['select u.*, w.n m from u join u w using (a)', 'a: float64 < u.a; n: int64 < u.n; m: int64 < u.n'],
    ['select a from t union all select n from u', 'a: float64 < t.a u.n'],
    [
      'with h as (select s, max(a) a from t group by s) select h.a, x.n from h join (select n from u) x on true',
      'a: float64 < t.a; n: int64 < u.n',
    ],
    ['with u as (select s as n from t) select n from u', 'n: string? < t.s'],
    ['select (select max(n) from u) q from t', 'q: int64? < ?'],
    ['select a b, b + 1 c from t', 'b: float64 < t.a; c: float64 < t.a'],
    // Other names, and stars that are not whole.
    ['select x, n from u y(x)', 'x: float64 < u.a; n: int64 < u.n'],
    ['with h(z) as (select a from t) select z from h', 'z: float64 < t.a'],
    ['select * exclude (t.a, s, "at", l, v, m) from t', 'j: json < t.j; e f: int64 < t.e f'],
    ['select * replace (n + 1 as n) from u', 'a: float64 < u.a; n: int64 < u.n'],
    ['select * rename (a as b, u.n as c) from u', 'b: float64 < u.a; c: int64 < u.n'],
    ['select a, n from (select a from t) natural left join u', 'a: float64 < t.a; n: int64? < u.n'],
    // What is not surely understood comes from anywhere.
    ['select * exclude (a, b) from (select 1 a, unnest({b: 2, c: n}) from u)', 'c: int64? < ?'],
    ["select min(columns('n')) from u", 'n: int64? < ?'],
    ['select m.* from t', 'id: string? < ?'],
    ["select columns('n') from u", 'n: int64? < ?'],
    ['select a from t natural full join u', 'a: float64? < ?'],
    ['select range x from range(3)', 'x: int64? < ?'],
    ['with recursive r as (select 1 x union all select x + 1 from r where x < 5) select x from r', 'x: int32? < ?'],
    ['values (1)', 'col0: int32? < ?'],
  ])('%s', async (query, columns) => {
    expect(await say(query)).toBe(columns.replaceAll('; ', '\n').replaceAll('`', ''));
  });
});

describe('[N5] a mistake stands at the word', () => {
  test.each([
    ['select amout from t', '       ^^^^^ Unknown column "amout"'],
    ['select m from t where "g f" = 1', '                      ^^^^^ Unknown column "g f" (e f)'],
    ["select 'é😀', amout from t", '              ^^^^^ Unknown column "amout"'],
    ['select u.nn from u', '         ^^ "u" has no column "nn" (n)'],
    ['select x.a from t', '       ^ There is no table "x" in this query'],
    ['select m.idd from t', '         ^^^ Could not find key "idd" in struct'],
    ['select a from tt', '              ^^ Unknown table "tt"; the tables of a query are the inputs of its node (t)'],
    ['select regexp_matchs(s) from t', '       ^^^^^^^^^^^^^ Unknown function "regexp_matchs" (regexp_matches)'],
    ['select a::foo from t', '          ^^^ Unknown type "foo"'],
    ['select * exclude (nn) from u', '                  ^^ Unknown column "nn" in the EXCLUDE list (n)'],
    [
      'select a + s from t',
      "         ^ No function matches the given name and argument types '+(DOUBLE, VARCHAR)'. A cast may help",
    ],
    ['select a frm t x y', '             ^ Syntax error at or near "t"'],
    ['select a from t where', '                ^^^^^ Syntax error at end of input'],
    ["select 'x", '       ^ Unterminated quoted string at or near "\'x"'],
    ['select hour(at) from t', '            ^^ "at" is a word of SQL; a column of that name stands in double quotes'],
    ['select a from t, u', '       ^ Ambiguous reference to column name "a" (use: "t.a" or "u.a")'],
  ])('%s', async (query, mistake) => {
    expect(await say(query)).toBe(`${query}\n${mistake}`);
  });
});

describe('[N5] a query is one SELECT over its inputs, and refuses', () => {
  const opening = (word: string) => `A query begins with SELECT, WITH, FROM or VALUES, not with ${word}`;
  const files = 'A query reads its inputs only; files and addresses are for read';
  test.each([
    ['', 'The query is empty'],
    ['/* */ -- x', 'The query is empty'],
    ['select 1; select 2', 'A query is one SELECT, not several statements'],
    ['/* x */ drop table t', opening('drop')],
    ["copy t to 'x.csv'", opening('copy')],
    ["attach 'x.db'", opening('attach')],
    ['set threads = 4', opening('set')],
    ['with x as (select 1) delete from t', 'A query reads: it is one SELECT that changes nothing'],
    ['select ? + 1', 'A query takes no parameters of its own, neither ? nor $'],
    ['select $x + a from t', 'A query takes no parameters of its own, neither ? nor $'],
    ["select * from 'x.csv'", files],
    ["select * from read_csv('x.csv')", files],
    ["select * from glob('*')", files],
    ["select * from 'https://example.org/x.parquet'", files],
    ['from (pivot t on s using sum(a))', 'PIVOT needs its values, as in ON column IN (a, b): they are the columns'],
    ['select a, a from t', 'The result has two columns "a"; name one of them with AS'],
  ])('%s', async (query, reason) => {
    const description = await described(describer, query, tables);
    expect(description).toMatchObject({ ok: false, message: reason });
  });

  test('columns and inputs that differ in case only', async () => {
    const columns = [
      table('t', [
        { name: 'a', type: list },
        { name: 'A', type: list },
      ]),
    ];
    expect(await described(describer, 'from t', columns)).toMatchObject({
      message: 'The columns "a" and "A" of "t" are one name in SQL',
    });
    expect(await described(describer, 'from t', [table('t', []), table('T', [])])).toMatchObject({
      message: 'The inputs "t" and "T" are one name in SQL',
    });
  });
});

test('nothing of a query stays for the next one', async () => {
  expect(await say('from u')).toBe('a: float64 < u.a\nn: int64 < u.n');
  const other = [table('u', [{ name: 'z', type: scalarType('bool') }])];
  expect(descriptionText('', await described(describer, 'from u', other))).toBe('z: bool < u.z');
  expect(await say('from u')).toBe('a: float64 < u.a\nn: int64 < u.n');
});

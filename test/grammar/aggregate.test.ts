import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N17] an aggregate has its keys, what it computes over each group, and the start of its window', async () => {
  const known = await outputs(`
schema S { id: string, shop: { name: string }?, amount: float64?, n: uint8, at: timestamp, day: date }
flow F {
  read a: S from jsonl("a.jsonl")
  aggregate all(a) { n: count(), some: count(amount), total: sum(n), high: max(amount), days: countDistinct(day) }
  aggregate by1(a) by id, shop: shop.name { mean: avg(amount), whole: avg(n), first: first(at), last: last(day) }
  aggregate timed(a) by id every 5m on at { sum: sum(amount * 2) }
  aggregate keys(a) by id { }
}
`);
  expect(known).toEqual({
    a: 'id: string, shop: { name: string }?, amount: float64?, n: uint8, at: timestamp, day: date',
    all: 'n: int64, some: int64, total: int64, high: float64?, days: int64',
    by1: 'id: string, shop: string?, mean: float64?, whole: float64, first: timestamp, last: date',
    timed: 'windowStart: timestamp, id: string, sum: float64?',
    keys: 'id: string',
  });
});

test('[N17] what cannot be computed over a group', () =>
  checkDiagnostics(`
schema S { id: string, amount: float64?, at: timestamp?, json: json }
flow F -> b, c, d, e, f, s {
  read a: S from jsonl("a.jsonl")
  aggregate b(a) by idd { total: amount, twice: 2 * sum(amount), id, n: count(), n: count() }
                    ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
                                 ^^^^^^ FLOW316 "total" is computed over a group, by "count", "countDistinct", "sum", "avg", "min", "max", "first" and "last"; compute with the results in a select
                                                ^^^^^^^^^^^^^^^ FLOW316 "twice" is computed over a group, by "count", "countDistinct", "sum", "avg", "min", "max", "first" and "last"; compute with the results in a select
                                                                 ^^ FLOW316 "id" is computed over a group, by "count", "countDistinct", "sum", "avg", "min", "max", "first" and "last"; compute with the results in a select
                                                                                 ^^^^^^^^^^ FLOW256 Two columns are called "n"; give one of them another name
  aggregate c(a) every 1h on at { text: sum(id), low: min(json), two: avg(amount, amount), x: sum(amuont) }
                             ^^ FLOW317 A window is of a timestamp that is never null, not of timestamp?
                                        ^^^^^^^ FLOW208 sum cannot be called with "id" (string); it is sum(number: number): int64 of whole numbers, else float64
                                                      ^^^^^^^^^ FLOW208 min cannot be called with "json" (json); it is min(value: T): the value's type
                                                                      ^^^^^^^^^^^^^^^^^^^ FLOW206 avg(number: number): float64 does not take 2 arguments
                                                                                                  ^^^^^^ FLOW201 Unknown field or parameter "amuont". Did you mean "amount"?
  aggregate d(a) { }
            ^ FLOW318 "d" computes nothing; give it keys or columns
  select e(a) { n: count(), mean: avg(amount) }
                   ^^^^^ FLOW221 "count" is computed over a group of records; it stands in an aggregate
                                  ^^^ FLOW221 "avg" is computed over a group of records; it stands in an aggregate
  select s(a) { total: sum(amount) }
                       ^^^ FLOW221 "sum" is computed over a group of records; it stands in an aggregate
  aggregate f(a) by windowStart: id every 1d on amount { n: count() }
                    ^^^^^^^^^^^^^^^ FLOW256 Two columns are called "windowStart"; give one of them another name
                                                ^^^^^^ FLOW317 A window is of a timestamp that is never null, not of float64?
}
//- /a.jsonl
`));

test('[N17] a function that is spelt wrong is said with the one that was meant', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F(limit: int32, limit: int32) -> g {
                     ^^^^^ FLOW112 Another parameter is already called "limit"
  read s: S from jsonl("s.jsonl")
  aggregate g(s) { n: cout(), most: mx(a), half: abs(a) }
                      ^^^^ FLOW204 Unknown function "cout". Did you mean "count"?
                                    ^^ FLOW204 Unknown function "mx". Did you mean "max"?
                                                 ^^^^^^ FLOW316 "half" is computed over a group, by "count", "countDistinct", "sum", "avg", "min", "max", "first" and "last"; compute with the results in a select
}
//- /s.jsonl
`));

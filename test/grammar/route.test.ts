import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N14] a record leaves by the first port whose condition is true', async () => {
  const known = await outputs(`
schema S { id: string, risk: float64?, at: timestamp }
flow F {
  read a: S from jsonl("a.jsonl")
  route level(a) { high: risk >= 0.8, low: risk != null, none: otherwise }
  select high(level.high) { * }
  select low(level.low) { * }
  select none(level.none) { * }
  select bad(level.errors) { message }
}
`);
  expect(known).toEqual({
    a: 'id: string, risk: float64?, at: timestamp',
    level: '?',
    high: 'id: string, risk: float64, at: timestamp',
    low: 'id: string, risk: float64, at: timestamp',
    none: 'id: string, risk: float64?, at: timestamp',
    bad: 'message: string',
  });
});

test('[N14] what makes no sense as a route or as its port', () =>
  checkDiagnostics(`
schema S { id: string, risk: float64 }
flow F -> wrong, level {
                 ^^^^^ FLOW310 "level" gives records by its ports; write level.high or level.low or level.mid
  read a: S from jsonl("a.jsonl")
  route level(a) { high: risk, low: otherwise, mid: risk > 1, low: true, errors: id == "" }
                         ^^^^ FLOW211 "high" needs a condition (bool), not float64
                               ^^^^^^^^^^^^^^ FLOW311 No record reaches the ports below: "otherwise" comes last
                                                              ^^^ FLOW112 Another port is already called "low"
                                                                         ^^^^^^ FLOW312 Every node has "errors" already; give the port another name
  select b(level) { * }
           ^^^^^ FLOW310 "level" gives records by its ports; write level.high or level.low or level.mid
  select wrong(level.hgh) { id }
                     ^^^ FLOW303 "level" has no port "hgh"; it has "high", "low", "mid" and "errors"
  union c(b, level.low)
  write w(c) to jsonl("w.jsonl")
}
//- /a.jsonl
`));

test('[N14] [L8] an "otherwise" that is spelt wrong or stands in the place of the name', () =>
  checkDiagnostics(`
schema S { id: string, risk: float64, other: bool }
flow F -> a, b, c, d {
  read s: S from jsonl("s.jsonl")
  route one(s) { high: risk > 1, low: othewise }
                                      ^^^^^^^^ FLOW201 Unknown field or parameter "othewise". Did you mean "otherwise"?
  route two(s) { high: risk > 1, low: not othewise }
                                          ^^^^^^^^ FLOW201 Unknown field or parameter "othewise"
  route three(s) { high: risk > 1, otherwise: rest }
                                   ^^^^^^^^^ FLOW101 The name of a port comes before its condition; write rest: otherwise
  route four(s) { otherwise: rest }
                  ^^^^^^^^^ FLOW101 The name of a port comes before its condition; write rest: otherwise
  select a(one.low) { id }
  select b(two.low) { id }
  select c(three.high) { id }
  select d(s) { id }
}
//- /s.jsonl
`));

import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[P11] a test is right as far as its records fit', () =>
  checkDiagnostics(`
schema S { id: string, n: int32 @default(1), x: float32[2], list: string[], inner: { at: timestamp }?, any: json }
flow F(level: int32 = 3) -> big, parts {
                                 ^^^^^ FLOW310 "parts" gives records by its ports; write parts.few or parts.many
  read a: S from jsonl("a.jsonl")
  filter big(a) where n > level
  route parts(a) { few: n < 2, many: otherwise }
}
test "works" of F(level: 2) {
  given a: [{ id: "1", x: [1, 2], list: ["a"], inner: { at: 2026-01-01T00:00:00Z }, any: { deep: [1] } }]
  expect big: [{ id: "1" }]
  expect parts.few exactly: []
  expect a.errors: [{ message: "no" }]
}
test "fails" of F(level: "2", lvel: 2) {
                         ^^^ FLOW280 The value of "level" does not fit: string is not int32
                              ^^^^ FLOW131 "F" has no parameter "lvel". Did you mean "level"?
  given a: [{ id: 1, n: 1.5, x: [1], list: "a", inner: { when: 1 } }, 5]
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FLOW286 The record has no value for "any"
                  ^ FLOW285 The value of "id" does not fit: int32 is not string
                        ^^^ FLOW285 The value of "n" does not fit: 1.5 does not fit int32
                                ^^^ FLOW285 The value of "x" does not fit: float32[2] has 2 elements, not 1
                                           ^^^ FLOW285 The value of "list" does not fit: string[] is written [a, b]
                                                       ^^^^^^^^^^^ FLOW286 The record has no value for "at"
                                                         ^^^^ FLOW257 Unknown column "when"
                                                                      ^ FLOW284 A record is written { field: value }
  given big: [{ id: "1" }]
        ^^^ FLOW287 "big" makes its records itself; records are given to a read or to a parameter that is a stream
  expect big exactly: [{ idd: "1" }]
                       ^^^^^^^^^^^^ FLOW286 The record has no value for "x", "list", "any"
                         ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  expect big: [{ n: null }]
         ^^^ FLOW289 There is another "expect big" in this test
                    ^^^^ FLOW285 The value of "n" does not fit: int32 may not be null
  expect parts: []
         ^^^^^ FLOW310 "parts" gives records by its ports; write parts.few or parts.many
  expect parts.fw: []
               ^^ FLOW303 "parts" has no port "fw"; it has "few", "many" and "errors"
}
test "nothing" of F() { }
     ^^^^^^^^^ FLOW288 This test expects nothing, so it can only fail by a run that fails
test "unknown" of G() { expect a: [] }
                  ^ FLOW110 Unknown flow "G"
//- /a.jsonl
`));

test('[P11] [T9] given values are those that annotations allow', () =>
  checkDiagnostics(`
schema S {
  amount: float64 @range(min: 0, max: 10)
  currency: string @oneOf("EUR", "USD")
  code: string? @pattern("[A-Z]{2}")
}
flow F -> big {
  read a: S from jsonl("a.jsonl")
  filter big(a) where amount > 1
}
test "given" of F() {
  given a: [
    { amount: 10, currency: "EUR", code: null }
    { amount: -5, currency: "eur", code: "ABC" }
              ^^ FLOW285 The value of "amount" does not fit: "@range" does not allow it
                            ^^^^^ FLOW285 The value of "currency" does not fit: "@oneOf" does not allow it
                                         ^^^^^ FLOW285 The value of "code" does not fit: "@pattern" does not allow it
  ]
  expect big: [{ amount: 11 }]
}
//- /a.jsonl
`));

/** Mistakes in expressions where a person sees them: in a flow, under the words that are wrong. */
import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('each mistake in an expression is marked at the words that are wrong', () =>
  checkDiagnostics(`
schema Merchant { category: int32 }
schema S { id: string, amount: float64, count: int32, country: string?, at: timestamp, recent: float32[3], merchant: Merchant }
flow F(limit: float64 = 1) -> result {
  read s: S from jsonl("s.jsonl")
  select result(s) {
    bound: limit
    a: amout + 1
       ^^^^^ FLOW201 Unknown field or parameter "amout". Did you mean "amount"?
    b: merchant.categry
                ^^^^^^^ FLOW202 "merchant" (Merchant) has no field "categry". Did you mean "category"?
    c: id.length
          ^^^^^^ FLOW203 "id" (string) is no record and has no fields
    d: flor(amount)
       ^^^^ FLOW204 Unknown function "flor". Did you mean "floor"?
    e: add(1, 2)
       ^^^ FLOW205 "add" is an operator; write +
    f: lower(id, id)
       ^^^^^^^^^^^^^ FLOW206 lower(text: string): string does not take 2 arguments
    g: lower(count)
             ^^^^^ FLOW207 "count" (int32) does not fit the parameter "text" of lower(text: string): string
    h: round(amount, digit: 1)
                     ^^^^^ FLOW209 round has no parameter "digit". Did you mean "digits"?
    i: amount > "x"
       ^^^^^^^^^^^^ FLOW210 Cannot compare "amount" (float64) with string
    j: count and true
       ^^^^^ FLOW211 "and" needs a condition (bool), not "count" (int32)
    k: if true then 1 else "x"
       ^^^^^^^^^^^^^^^^^^^^^^^ FLOW212 The branches have no type in common: int32, string
    l: null
       ^^^^ FLOW213 The type of this null cannot be known here; write for example string(null)
    m: { x: 1 }
       ^^^^^^^^ FLOW214 A record cannot stand in an expression
    n: 2026-02-30
       ^^^^^^^^^^ FLOW215 2026-02-30 is not a day of the calendar
    o: matches(id, "(")
                   ^^^ FLOW216 Invalid regular expression: /(/u: Unterminated group
    p: 1 / 0
       ^^^^^ FLOW217 This fails for every record: The right side of "/" is zero
    q: count ?? 1
                ^ FLOW218 "count" (int32) is never null, so this default is never used
    r: substring(id, count: 2)
                     ^^^^^ FLOW219 substring needs "start" before "count"
    s: length(count)
       ^^^^^^^^^^^^^ FLOW208 length cannot be called with "count" (int32); it is length(text: string): int32 or length(list: T[]): int32
  }
}
//- /s.jsonl
`));

test('what nests too deep is marked where it becomes too deep', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F -> f {
  read s: S from jsonl("s.jsonl")
  filter f(s) where ((((((((((((((((((((((((((((((((( a == 1 )))))))))))))))))))))))))))))))))
                                       ^ FLOW104 This nests too deep; compute a part of it in a column of its own
}
//- /s.jsonl
`));

test('a type that nests too deep is told what helps a type', () =>
  checkDiagnostics(`
schema S {
  deep: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: int32 } } } } } } } } } } } } } } } } } } } } } }, b: string
                                                                                                       ^ FLOW104 This nests too deep; give a part of it a schema of its own, and name that here
}
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /s.jsonl
`));

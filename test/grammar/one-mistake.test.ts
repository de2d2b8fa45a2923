/** One slip gives one mistake: what merely follows from it is not said. */
import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[L8] a bracket that a broken statement leaves over is no second mistake', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow F -> last {
  read a: S from jsonl("a.jsonl")
  selectt last(a) { n }
  ^^^^^^^ FLOW101 Unexpected "selectt". Did you mean "select"?
  write w(last) to csv("w.csv")
}
//- /a.jsonl
`));

test('[L5] what an unknown name would have been is not called missing or wrong', () =>
  checkDiagnostics(`
import { Contry } from "./countries.flow"
         ^^^^^^ FLOW114 "./countries.flow" declares no "Contry". Did you mean "Country"?
schema S { id: string, x: floot32[2], from: Country }
                          ^^^^^^^ FLOW110 Unknown schema "floot32"
schema T { id: string, total: int32 }
model M { file: "m.onnx" }
flow Sub(rows: stream T, limit: int32) -> out { filter out(rows) where total > limit }
flow F -> i, k, j, u {
  read s: S from jsonl("s.jsonl")
  read t: T from jsonl("t.jsonl")
  infer i(s) with M { inputs: { featurs: x } }
                                ^^^^^^^ FLOW405 M has no input "featurs". Did you mean "features"?
  infer k(s) with M { input: { features: x } }
                      ^^^^^ FLOW120 Unknown property "input" of infer. Did you mean "inputs"?
  join j(t, ss) on t.id == s.id
            ^^ FLOW110 Unknown node "ss". Did you mean "s"?
  select v(t) { * }
  join l(t, v) on t.id == v.id { prefx: "b_" }
                                 ^^^^^ FLOW120 Unknown property "prefx" of join. Did you mean "prefix"?
  use u: Sub(row: t, limt: 3)
             ^^^ FLOW131 "Sub" has no parameter "row". Did you mean "rows"?
                     ^^^^ FLOW131 "Sub" has no parameter "limt". Did you mean "limit"?
  write w(l) to csv("w.csv")
}
test "records" of Sub(limit: 3) {
  given rows: [{ id: "a", totl: 3 }]
                          ^^^^ FLOW257 Unknown column "totl". Did you mean "total"?
  expect out: []
}
//- /s.jsonl
//- /t.jsonl
//- /m.onnx
features float32[N, 2] -> score float32[N]
//- /countries.flow
schema Country { code: string }
`));

test('[T3] a condition that is wrong may have ruled out any null', () =>
  checkDiagnostics(`
schema S { x: float32?, y: float32 }
model M { file: "m.onnx" }
flow F -> i {
  read s: S from jsonl("s.jsonl")
  filter known(s) where xx != null
                        ^^ FLOW201 Unknown field or parameter "xx". Did you mean "x"?
  infer i(known) with M { inputs: { features: [x, y] } }
}
//- /s.jsonl
//- /m.onnx
features float32[N, 2] -> score float32[N]
`));

test('[N16] a column that one input of a union calls a little otherwise is named once', () =>
  checkDiagnostics(`
schema A { id: string, amount: float64 }
schema B { id: string, amout: float64 }
flow F -> c {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  union c(a, b)
             ^ FLOW314 "b" has no column "amount", which "a" has; select the same columns of both
}
//- /a.jsonl
//- /b.jsonl
`));

test('[L8] a dataset in a damaged declaration is not called unknown', () =>
  checkDiagnostics(`
schema S { n: int32 }
datset Scores: S
^^^^^^ FLOW101 Unexpected "datset". Did you mean "dataset"?
flow F -> a {
  read a: S from Scores
}
`));

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
                          ^^^^^^^ FLOW110 Unknown schema "floot32". Did you mean "float32"?
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

test('[N10] a column that is written wrong is not unknown again wherever it is used', () =>
  checkDiagnostics(`
schema S { id: string, n: float64, at: timestamp }
schema T { id: string, n: float64 }
dataset Kept: T
model M { file: "m.onnx" }
flow Take(rows: stream T) -> big { filter big(rows) where n > 1 }
flow F -> t, j, u, late {
  read s: S from jsonl("s.jsonl")
  select a(s) { idd, n, time: at }
                ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  infer i(a) with M { outputs: { risk: score }, keep: [id, n, tme] }
                                                              ^^^ FLOW257 Unknown column "tme". Did you mean "time"?
  filter late(i) where time > at
                              ^^ FLOW201 Unknown field or parameter "at"
  write w(a) to Kept
  use u: Take(rows: a)
  aggregate t(s) by idd { many: count() }
                    ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  join j(t, s) on t.id == s.id
}
//- /s.jsonl
//- /m.onnx
n float32[N] -> score float32[N]
`));

test('[L5] what an unknown base would have brought is not called unknown', () =>
  checkDiagnostics(`
schema Base { id: string, at: timestamp }
schema S extends Bsae { n: int32 }
                 ^^^^ FLOW110 Unknown schema "Bsae". Did you mean "Base"?
flow F -> b {
  read s: S from jsonl("s.jsonl")
  select a(s) { id, hour: hour(at), n, * except (id) }
  filter b(a) where n > 1
}
//- /s.jsonl
`));

test('[N6] what a wrong name was to allow is not refused', () =>
  checkDiagnostics(`
schema S { id: string, card: string @pii }
flow F {
  read s: S from jsonl("s.jsonl")
  write a(s) to jsonl("a.jsonl") { allw: [card] }
                                   ^^^^ FLOW120 Unknown property "allw" of write. Did you mean "allow"?
  write b(s) to jsonl("b.jsonl") { allow: [crad] }
                                           ^^^^ FLOW257 Unknown column "crad". Did you mean "card"?
  write c(s.errors) to jsonl("c.jsonl") { allow: [recrd] }
                                                  ^^^^^ FLOW257 Unknown column "recrd". Did you mean "record"?
  write d(s) to jsonl("d.jsonl") { allow: [id] }
          ^ FLOW601 This would write personal or sensitive data: "card" (card @pii of s). Use sha256, hmac, mask or redact, leave it out, or say allow: [card]
                                           ^^ FLOW602 "id" holds no personal or sensitive data
}
//- /s.jsonl
`));

test('[N10] a column that was to be left out does not come twice', () =>
  checkDiagnostics(`
schema S { id: string, n: int32 }
flow F -> b {
  read s: S from jsonl("s.jsonl")
  select a(s) { id, * except (idd) }
                              ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  select b(a) { * except (n), id }
                              ^^ FLOW256 Two columns are called "id"; leave one out with * except (id)
}
//- /s.jsonl
`));

test('[N4] nobody knows what the outputs become whose property is written wrong', () =>
  checkDiagnostics(`
schema S { x: float32, score: float32 }
model M { file: "m.onnx" }
flow F -> b {
  read s: S from jsonl("s.jsonl")
  infer i(s) with M { outpts: { risk: score } }
                      ^^^^^^ FLOW120 Unknown property "outpts" of infer. Did you mean "outputs"?
  filter b(i) where risk > score
}
//- /s.jsonl
//- /m.onnx
x float32[N] -> score float32[N]
`));

test('[N19] a stream is a node or a stream of the flow around, and without one no node is called unused', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow Take(rows: stream S) -> big { filter big(rows) where n > 1 }
flow F -> a, b, c {
  read s: S from jsonl("s.jsonl")
  read t: S from jsonl("s.jsonl")
  use a: Take(rows: ss)
                    ^^ FLOW110 Unknown node "ss". Did you mean "s"?
  use b: Take(rows: b.errors)
                    ^ FLOW110 Unknown node "b"
  use c: Take()
         ^^^^ FLOW132 "Take" needs a value for "rows": rows: stream S
}
//- /s.jsonl
`));

test('[L9] an unknown connector beside a dataset without a name is one', () =>
  checkDiagnostics(`
schema S { n: int32 }
dataset : S
        ^ FLOW101 Expected a name after "dataset"
flow F -> s { read s: S from jsn("s.jsonl") }
                             ^^^ FLOW124 Unknown connector or dataset "jsn". Known are csv, jsonl, parquet, sqlite, postgres, http, stdin
//- /s.jsonl
`));

test('[L8] a sign or word that is lost or doubled is one mistake, and what it took along is not called unknown', () =>
  checkDiagnostics(`
schema A A { id: string, kind: string @oneOf("a", "b") }
         ^ FLOW101 Expected "{" after "A"
schema B {
  id: string @key(
                 ^ FLOW101 Expected ")" after "("
}
schema D {
  "id: string
  ^ FLOW102 Unexpected open string; close it with "
}
schema C { id:: string, n: int32, x: float32 }
              ^ FLOW101 Expected a type after ":"
flow Take(rows:: stream C, least: int32) -> big { filter big(rows) where n > least }
               ^ FLOW101 Expected a type after ":"
flow F -> u, g {
  read c: C from csv("c.csv)
                     ^ FLOW102 Unexpected open string; close it with "
  select d(c) { id, size size: ln(1 + x + ), n }
                                          ^ FLOW101 Expected an expression after "+"
  filter e(d) where size > 1 and id != ""
  use u: Take(rows: e, least: 3)
  read a: A from jsonl("a.jsonl")
  filter g(a) where kind == "a"
}
//- /a.jsonl
`));

test('[N10] a spread whose "as" is written wrong is one mistake, and brings the columns that were meant', () =>
  checkDiagnostics(`
schema Shop { id: string, town: string }
schema S { id: string, shop: Shop }
flow F -> b {
  read s: S from jsonl("s.jsonl")
  select a(s) { id, ...shop sa shop_* }
                            ^^ FLOW101 Expected "as" after "shop"
  filter b(a) where shop_town == "x" and shop_twon != id
                                         ^^^^^^^^^ FLOW201 Unknown field or parameter "shop_twon". Did you mean "shop_town"?
}
//- /s.jsonl
`));

test('[T9] values of which none is one of the field are one mistake', () =>
  checkDiagnostics(`
schema S { a: int64 @oneOf("x", "y"), b: int64 @oneOf(1, "y") }
                           ^^^ FLOW127 "@oneOf" wants a value of the field: string is not int64
                                                         ^^^ FLOW127 "@oneOf" wants a value of the field: string is not int64
`));

test('[L8] a title that is not closed ends before the block', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow F -> a {
  read s: S from jsonl("s.jsonl")
  group "Features {
        ^ FLOW102 Unexpected open string; close it with "
    filter a(s) where n > 1
  }
}
//- /s.jsonl
`));

test('[L8] a bracket doubled in a schedule takes nothing of the declaration below', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow F(limit: float64 = 1.0) {
  read s: S from jsonl("s.jsonl")
  filter t(s) where n > limit
  write w(t) to csv("w.csv")
}
schedule Nightly runs F((limit: 0.9) at cron("0 3 * * *")
                              ^ FLOW101 Expected ")" after "limit"
trigger OnUpload runs F(limits: 0.9) when changed("data/*.csv")
                        ^^^^^^ FLOW131 "F" has no parameter "limits". Did you mean "limit"?
//- /s.jsonl
`));

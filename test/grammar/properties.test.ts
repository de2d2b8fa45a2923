import { nodeKinds } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[P1] parameters are scalars with constant defaults of their type', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F(a: int32, b: float64 = 1 + 1, c: string? = null, d: timestamp = 2026-01-31T10:00:00Z, e: duration = 5s,
       f: int8 = 300, g: string = 3, h: S, i: float32[2], j: int32 = a, k: string = null, l: json = "x",
                 ^^^ FLOW261 The default of "f" does not fit: 300 does not fit int8
                                  ^ FLOW261 The default of "g" does not fit: int32 is not string
                                        ^ FLOW260 A parameter is a scalar, not S
                                              ^^^^^^^^^^ FLOW260 A parameter is a scalar, not float32[2]
                                                                     ^ FLOW201 Unknown field or parameter "a"
                                                                                    ^^^^ FLOW261 The default of "k" does not fit: string may not be null
                                                                                             ^^^^ FLOW260 A parameter is a scalar, not json
       m: date = 2026-02-31) -> t {
                 ^^^^^^^^^^ FLOW215 2026-02-31 is not a day of the calendar
  read s: S from csv("s.csv")
  select t(s) { b1: b, c1: c, d1: d, e1: e, f1: f, g1: g, j1: j, k1: k, l1: l, m1: m }
}
//- /s.csv
`));

test('[P2] properties are those of the catalogue, with the values it wants', () =>
  checkDiagnostics(`
schema S { a: int32, id: string }
model M { fil: "m.onnx" }
          ^^^ FLOW120 Unknown property "fil" of model M. Did you mean "file"?
model N { file: 3, useCase: "x", useCase: "y" }
                ^ FLOW122 "file" wants the path of a file in quotes, such as "data/file.onnx", not 3
                                 ^^^^^^^ FLOW123 "useCase" is given twice
flow F(limit: int32 = 3, wait: duration = 5s, name: string = "x") -> s {
  read s: S from csv("s.csv") { onError: ignore, patience: 3s }
                                         ^^^^^^ FLOW122 "onError" wants fail or skip, not ignore
                                                 ^^^^^^^^ FLOW120 Unknown property "patience" of read. Known are batch, onError, timeout, retry, scale, cache, rate, resources
  filter f(s) where true { onErorr: skip }
                           ^^^^^^^ FLOW120 Unknown property "onErorr" of filter. Did you mean "onError"?
  task t(f) -> S {
    run: node("t.ts", export: "t"),
    timeout: 5,
             ^ FLOW122 "timeout" wants a duration such as 10ms, 5s or 2m of at least 1ms, not 5
    retry: { attempts: 0, backof: 3s },
                       ^ FLOW122 "attempts" wants a whole number from 1 to 100, not 0
                          ^^^^^^ FLOW120 Unknown property "backof" of retry. Did you mean "backoff"?
    mode: "batch"
          ^^^^^^^ FLOW122 "mode" wants record, batch or whole, not "batch"
    batch: { max: 10, max: 11 }
                      ^^^ FLOW123 "max" is given twice
  }
  task u(f) -> S { timeout: wait, batch: { max: limit }, retry: { backoff: 1s } }
       ^ FLOW121 task needs "run": a runner such as node("steps/step.ts", export: "step")
                                                                ^^^^^^^^^^^^^^^ FLOW121 retry needs "attempts": a whole number from 1 to 100
  task v(f) -> S { run: "t.ts", timeout: name, onError: fail }
                        ^^^^^^ FLOW122 "run" wants a runner such as node("steps/step.ts", export: "step"), not "t.ts"
                                         ^^^^ FLOW122 "timeout" wants a duration such as 10ms, 5s or 2m of at least 1ms, not name
  write w(t) to csv("w.csv") { onError: skip }
  write x(u) to csv("x.csv")
  write y(v) to csv("y.csv") { batch: { max: 3 } }
}
//- /s.csv
//- /t.ts
`));

test('[P2] what a deployment says of a node makes sense', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F(few: int32 = 2) -> b, c, d, e, f {
  read s: S from csv("s.csv")
  filter b(s) where a > 1 { scale: { min: 3, max: 1 } }
                                          ^ FLOW122 "min" wants no more than "max", which is 1, not 3
  filter c(s) where a > 2 { scale: { max: few, min: few }, resources: { memory: 0B, cpu: 1 } }
                                                                                ^^ FLOW122 "memory" wants a size such as 64KiB or 4MiB of at least 1B, not 0B
  filter d(s) where a > 3 { scale: { min: 1, max: 1 }, resources: { memory: 1B } }
  filter e(s) where a > 4 { scale: { min: 2000, max: 1 } }
                                          ^^^^ FLOW122 "min" wants a whole number from 0 to 1000, not 2000
  filter f(s) where a > 5 { scale: { min: 3 } }
                                   ^^^^^^^^^^ FLOW121 scale needs "max": a whole number from 1 to 1000
}
//- /s.csv
`));

test('[P2] the properties of an infer', () =>
  checkDiagnostics(`
schema S { a: float32, id: string }
model M { file: "m.onnx" }
flow F -> b, c, d {
  read s: S from csv("s.csv")
  infer b(s) with M { inputs: [a], outputs: score, keep: everything, device: "gpu" }
                              ^^^ FLOW122 "inputs" wants an object: { input: column }, not [a]
                                            ^^^^^ FLOW122 "outputs" wants an object: { column: output }, not score
                                                         ^^^^^^^^^^ FLOW122 "keep" wants a list of columns such as [id, amount] or [* except (id)], or all, not everything
                                                                             ^^^^^ FLOW122 "device" wants "cpu", not "gpu"
  infer c(s) with M { inputs: { a: a }, outputs: { risk: score }, keep: all, batch: { max: 0, wait: 10 } }
                                                                                           ^ FLOW122 "max" wants a whole number from 1 to 1000000, not 0
                                                                                                    ^^ FLOW122 "wait" wants a duration such as 10ms, 5s or 2m from 0ms to 10m, not 10
  infer d(s) with M { keep: [id, a + 1], device: "cpu" }
                            ^^^^^^^^^^^ FLOW122 "keep" wants a list of columns such as [id, amount] or [* except (id)], or all, not [id, a + 1]
}
//- /s.csv
//- /m.onnx
a float32[N] -> score float32[N]
`));

test('[P3] connectors and runners are those of the catalogue, with its options', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F(file: string = "x.csv") {
  read a: S from cvs("s.csv")
                 ^^^ FLOW124 Unknown connector or dataset "cvs". Did you mean "csv"?
  read b: S from csv("s.csv", ";", delimiter: ";;")
                              ^^^ FLOW128 csv takes only path without a name; name the others
                                              ^^^^ FLOW122 "delimiter" wants a text of one character, not ";;"
  read c: S from csv(header: yes, path: "s.csv", quote: "'")
                             ^^^ FLOW122 "header" wants true or false, not yes
  read d: S from csv(delimiter: ";")
                 ^^^^^^^^^^^^^^^^^^^ FLOW121 csv needs "path": the path of a file in quotes, such as "data/file.csv"
  read e: S from parquet("s.parquet", compression: "zstd")
                                      ^^^^^^^^^^^ FLOW120 Unknown property "compression" of parquet. Known are path
  read f: S from csv(file, nulltext: "NA")
                           ^^^^^^^^ FLOW120 Unknown property "nulltext" of csv. Did you mean "nullText"?
  task t(a) -> S { run: nod("t.ts") }
                        ^^^ FLOW125 Unknown runner "nod". Did you mean "node"?
  task u(b) -> S { run: node(export: "x") }
                        ^^^^^^^^^^^^^^^^^ FLOW121 node needs "file": the path of a file in quotes, such as "data/file.ts"
  task v(b) -> S { run: node("t.ts", "x") }
                                     ^^^ FLOW128 node takes only file without a name; name the others
  write w(t) to parquet("w.parquet", compression: "zip")
                                                  ^^^^^ FLOW122 "compression" wants "zstd", "snappy", "gzip" or "uncompressed", not "zip"
  write x(u) to jsonl("x.jsonl", path: "y.jsonl")
                                 ^^^^^^^^^^^^^^^ FLOW123 "path" is given twice
  write y(c) to csv(files)
                    ^^^^^ FLOW122 "path" wants the path of a file in quotes, such as "data/file.csv", not files
  write z(d) to mysql("z")
                ^^^^^ FLOW124 Unknown connector or dataset "mysql". Known are csv, jsonl, parquet, sqlite, postgres, http, stdout
  write q(e) to csv("q.csv")
  write r(f) to csv("r.csv")
  write p(v) to csv("p.csv")
}
//- /s.csv
//- /s.parquet
//- /t.ts
`));

test('[P4] code must be there, data may still come, and a path means the same everywhere', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F {
  read a: S from csv("data/a.csv")
                     ^^^^^^^^^^^^ FLOW502 There is no "data/a.csv" yet; the flow cannot run without it
  read b: S from csv("")
                     ^^ FLOW506 The path is empty
  read c: S from csv("data\\\\c.csv")
                     ^^^^^^^^^^^^^ FLOW507 Write paths with "/", on every system
  read d: S from csv("/data/d.csv")
                     ^^^^^^^^^^^^^ FLOW502 There is no "/data/d.csv" yet; the flow cannot run without it
  task t(a) -> S { run: node("steps/t.ts", export: "t") }
                             ^^^^^^^^^^^^ FLOW501 Cannot find "steps/t.ts". Paths are relative to the folder of this file
  write w(t) to csv("out/w.csv")
  write x(b) to csv("/tmp/x.csv")
                    ^^^^^^^^^^^^ FLOW505 "/tmp/x.csv" is an absolute path; on another machine it will not be there
  write y(c) to csv("")
                    ^^ FLOW506 The path is empty
  write z(d) to csv("out/z.csv")
}
`));

test('[P5] a file is written once, and not by the flow that reads it', () =>
  checkDiagnostics(`
schema S { a: int32 }
flow F {
  read a: S from csv("a.csv")
  write b(a) to csv("out/b.csv")
  write c(a) to csv("./out/../out/b.csv")
                    ^^^^^^^^^^^^^^^^^^^^ FLOW503 Another node already writes "./out/../out/b.csv"
  write d(a) to csv("a.csv")
                    ^^^^^^^ FLOW504 Cannot write "a.csv": the same flow reads it
}
flow G {
  read a: S from csv("a.csv")
  write b(a) to csv("out/b.csv")
}
//- /a.csv
`));

test('[P14] the properties of a select, a route and an aggregate stand behind their columns or ports', () =>
  checkDiagnostics(`
schema S { a: int32, b: int32 }
flow Half(rows: stream S) -> half { select half(rows) { h: a / b } with { onError: skip, batch: { max: 100 } } }
flow F(wait: duration = 5s, limit: int32 = 3) -> c, u {
  read s: S from csv("s.csv")
  select a(s) { onError: a, b } with { onErorr: skip, timeout: wait, onError: ignore }
                                       ^^^^^^^ FLOW120 Unknown property "onErorr" of select. Did you mean "onError"?
                                                                              ^^^^^^ FLOW122 "onError" wants fail or skip, not ignore
  route b(s) { high: a / b > 1, low: otherwise } with { cache: off, cache: on, retry: { backoff: 1s } }
                                                                    ^^^^^ FLOW123 "cache" is given twice
                                                                                      ^^^^^^^^^^^^^^^ FLOW121 retry needs "attempts": a whole number from 1 to 100
  aggregate c(s) by a { n: count() } with { batch: { max: limit }, b: 3 }
                                                                   ^ FLOW120 Unknown property "b" of aggregate. Known are batch, onError, timeout, retry, scale, cache, rate, resources
  use u: Half(rows: b.high) { onError: skip }
                              ^^^^^^^ FLOW120 Unknown property "onError" of use. It has none; the nodes of its flow have
  write w(a) to csv("w.csv")
  write x(a) to csv("x.csv") { allow: [] }
}
//- /s.csv
`));

test('[L8] damaged properties behind columns or ports are said once, and leave the nodes below known', () =>
  checkDiagnostics(`
schema S { a: int32, b: int32 }
flow F {
  read s: S from csv("s.csv")
  select c(s) { a } { onError: skip }
                    ^ FLOW101 Expected "with" before the properties of a select, route or aggregate
  write w(c) to csv("c.csv") with { onError: skip }
                             ^^^^ FLOW101 Unexpected "with"; only the properties of a select, route or aggregate stand behind it, once
  select d(s) { a } with onError: skip }
                         ^^^^^^^ FLOW101 Expected "{" after "with"
  route e(s) { high: a > b } with
                                ^ FLOW101 Expected "{" after "with"
  aggregate f(s) { n: count() } with (onError: skip)
                                     ^ FLOW101 Expected "{" after "with"
  select g(s) { a } with { onError skip }
                                   ^^^^ FLOW101 Expected ":" after "onError"
  select h(s) { a } with { onError: }
                                    ^ FLOW101 Expected an expression after ":"
  select j(s) { a } with { onError: skip
                                       ^ FLOW101 Expected "}" after "skip"
  select k(s) { a, x }
                   ^ FLOW257 Unknown column "x"
  write y(k) to csv("k.csv")
}
//- /s.csv
`));

test.each(nodeKinds.filter(({ name }) => name !== 'use').map(({ name, properties }) => [name, properties] as const))(
  '[P2] %s has the properties of every node',
  (_, properties) => {
    const names = properties.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(
      expect.arrayContaining(['retry', 'timeout', 'batch', 'scale', 'cache', 'onError', 'rate', 'resources']),
    );
  },
);

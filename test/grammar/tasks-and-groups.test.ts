import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N21] a whole task reads several nodes, and [N22] a group is no scope', async () => {
  const known = await outputs(`
schema S { id: string }
model M { file: "m.onnx" }
flow F {
  group "Sources" {
    read a: S from jsonl("a.jsonl")
    group "Inner" { read b: S from jsonl("b.jsonl") }
  }
  task c(a, b) -> { n: int64 } { run: node("t.ts", export: "t"), mode: whole }
  task train(a) -> model M { run: node("t.ts", export: "t"), mode: whole }
  group "Sinks" { write w(c) to jsonl("w.jsonl") }
}
//- /m.onnx
x float32[N] -> y float32[N]
//- /t.ts
`);
  expect(known).toEqual({
    a: 'id: string',
    b: 'id: string',
    c: 'n: int64',
    train: '?',
    w: '?',
  });
});

test('[N21] [N22] what a whole task and a group cannot be', () =>
  checkDiagnostics(`
schema S { id: string }
model M { file: "m.onnx" }
flow F -> d {
  read a: S from jsonl("a.jsonl")
  group "One" {
    task b(a, a) -> S { run: node("t.ts", export: "t"), mode: whole }
         ^ FLOW302 Nothing reads "b", and it writes nothing
              ^ FLOW313 "a" is already an input
    task c(a) -> model N { run: node("t.ts", export: "t"), mode: whole }
                       ^ FLOW110 Unknown model "N"
    group "Two" { select b(c) { id } }
                         ^ FLOW112 Another node is already called "b"
                           ^ FLOW304 "c" gives no records: it trains a model
  }
  task train(a) -> model M { run: node("t.ts", export: "t") }
  select d(train) { id }
           ^^^^^ FLOW304 "train" gives no records: it trains a model
}
//- /a.jsonl
//- /m.onnx
x float32[N] -> y float32[N]
//- /t.ts
`));

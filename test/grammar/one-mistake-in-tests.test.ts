/** One slip gives one mistake, in the tests of a flow and in the flow of a test. */
import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';
import { checkProject } from '../support/flow-project.ts';

const testsBeside = `
//- /tests.flow
import { F } from "./main.flow"
test "kept" of F {
  given s: [{ id: "a", x: 1 }]
  expect i: []
  expect w exactly: [{ id: "a", y: 2 }]
}
//- /s.jsonl
//- /m.onnx
x float32[N, 1] -> y float32[N]
`;
const tested = (flow: string) =>
  checkProject(`//- /main.flow
schema S { id: string, x: float32 }
model M { file: "m.onnx" }
flow F {
  read s: S from jsonl("s.jsonl")
${flow}
  write w(i) to csv("w.csv")
}${testsBeside}`);

test('[L8] a test in another file misses no node that a damaged statement would have been', () =>
  tested(`  infr i(s) with M { inputs: { x: [x] }, keep: [id] }
  ^^^^ FLOW101 Unexpected "infr". Did you mean "infer"?`));

test('[L8] where the columns that stay could not be read, an exact expectation lacks none', () =>
  tested(`  infer i(s) with M { inputs: { x: [x] }, keep: + [id] }
                                                ^ FLOW101 Expected an expression after ":"`));

test('[L8] nor where the word before them is spelt wrong', () =>
  tested(`  infer i(s) with M { inputs: { x: [x] }, keqep: [id] }
                                          ^^^^^ FLOW120 Unknown property "keqep" of infer. Did you mean "keep"?`));

const testOf = (clauses: string) =>
  checkDiagnostics(`
schema S { id: string, x: float32 }
flow F(least: float32 = 1) { read s: S from jsonl("s.jsonl") filter f(s) where x > least write w(f) to csv("w.csv") }
${clauses}
//- /s.jsonl
`);

test('[L8] a bracket too many in the records of a test is one mistake', () =>
  testOf(`test "t" of F {
  given s: [
    { id: "a", x: 1 }}
                     ^ FLOW101 Expected "]" after "}"
    { id: "b", x: 2 }
  ]
  expect w: []
}`));

test('[L8] a text left open in the records of a test is one mistake', () =>
  testOf(`test "t" of F {
  given s: [
    { id: "a, x: { country: "FR", x: 1 } }
                               ^ FLOW102 Unexpected open string; close it with "
    { id: "b", x: 2 }
  ]
  expect w: []
}`));

test('[L8] a bracket left open before the block of a test is missing there', () =>
  testOf(`test "t" of F(least: 2 {
                     ^ FLOW101 Expected ")" after "2"
  given s: [{ id: "b", x: 2 }]
  expect w: []
}`));

test('[L8] behind a flow that could not be read a result that is a model declares none', () =>
  checkDiagnostics(`
schema S { id: string }
model M { inputs: { x: float32[2] }, outputs: { score: float32 }, checkpoint: latest }
flqow F {
^^^^^ FLOW101 Unexpected "flqow". Did you mean "flow"?
  read s: S from jsonl("s.jsonl")
  task train(s) -> model M { run: python("train.py", function: "train") }
}
//- /s.jsonl
//- /train.py
`));

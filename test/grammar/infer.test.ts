import { checkDocument } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { analyze, checkDiagnostics, loadFlow, outputs } from '../support/flow-fixture.ts';

const payments = `
schema Payment { id: string, a: float64, b: int32, c: bool, text: string, maybe: float64?, recent: float32[3], day: date }
model Risk { file: "risk.onnx" }
`;

test('[N4] what a model gives becomes columns beside those that stay', async () => {
  const known = await outputs(`
schema S { x: float32, id: string }
model M { file: "m.onnx" }
flow F {
  read s: S from csv("s.csv")
  infer all(s) with M
  infer some(s) with M { outputs: { risk: score, chances: proba }, keep: [id] }
  infer none(s) with M { outputs: { \`the label\`: "output:0" }, keep: [] }
  infer most(s) with M { outputs: { y: score }, keep: [* except (id)] }
}
//- /m.onnx
x float32[N] -> score float32[N, 1], label int64[N], embedding float32[N, 8], tokens float32[N, seq, 2], proba zipmap[no, yes], output:0 string[N]
`);
  expect(known).toMatchObject({
    all: 'x: float32, id: string, score: float32, label: int64, embedding: float32[8], tokens: float32[seq, 2], proba: float32[2], output:0: string',
    some: 'id: string, risk: float32, chances: float32[2]',
    none: 'the label: string',
    most: 'x: float32, y: float32',
  });
});

test('[N4] a vector is filled by a vector, by a list of scalars, or by all columns but some', async () => {
  const { nodes, diagnostics } = await analyze(`${payments}
flow F {
  read p: Payment from jsonl("p.jsonl")
  infer one(p) with Risk { inputs: { features: recent } }
  infer two(p) with Risk { inputs: { features: [a, b * 2, c] } }
  select few(p) { a, b, c, id }
  infer three(few) with Risk { inputs: { features: [* except (id)] } }
  select four(p) { features: recent }
  infer five(four) with Risk
}
//- /risk.onnx
features float32[N, 3] -> score float32[N]
`);
  expect(diagnostics).toEqual([]);
  const columns = (node: string) => nodes.get(node)?.inference?.inputs?.[0]?.columns.length;
  expect([columns('one'), columns('two'), columns('three'), columns('five')]).toEqual([1, 3, 3, 1]);
});

test('[N4] what does not fit is an error at the mapping', () =>
  checkDiagnostics(`${payments}
flow F -> i1, i2, i3, i4, i5, i6, i7, i8, i9 {
  read p: Payment from jsonl("p.jsonl")
  infer i1(p) with Risk
                   ^^^^ FLOW403 Nothing fills "features" (float32[N, 3]) of Risk: the records have no column of that name. Write inputs: { features: … }
  infer i2(p) with Risk { inputs: { features: [a, b] } }
                                              ^^^^^^ FLOW404 Cannot fill "features" (float32[N, 3]): it has 2 values, not 3
  infer i3(p) with Risk { inputs: { features: [a, b, text] } }
                                              ^^^^^^^^^^^^ FLOW404 Cannot fill "features" (float32[N, 3]): "text": string is not float32
  infer i4(p) with Risk { inputs: { features: [a, b, maybe] } }
                                              ^^^^^^^^^^^^^ FLOW410 Cannot fill "features" with null: "maybe" may be null. Write \`x ?? 0\`, or filter where it is not null
  infer i5(p) with Risk { inputs: { features: a } }
                                              ^ FLOW404 Cannot fill "features" (float32[N, 3]): it has 1 value, not 3
  infer i6(p) with Risk { inputs: { featurs: recent, features: [* except (idd)] } }
                                    ^^^^^^^ FLOW405 Risk has no input "featurs". Did you mean "features"?
                                                                          ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  infer i7(p) with Risk { inputs: { features: recent }, outputs: { id: score, x: scor, y: score, y: score } }
                                                                   ^^ FLOW408 The records already have a column "id"; rename the output or leave the column out of keep
                                                                                 ^^^^ FLOW406 Risk has no output "scor". Did you mean "score"?
                                                                                                 ^ FLOW256 Two columns are called "y"; give one of them another name
  infer i8(p) with Risk { inputs: { features: [a, b, nothing] }, keep: [id, idd] }
                                                     ^^^^^^^ FLOW201 Unknown field or parameter "nothing"
                                                                            ^^^ FLOW257 Unknown column "idd". Did you mean "id"?
  infer i9(p) with Risk { inputs: { features: [a, b, day] }, outputs: { a: score }, keep: all }
                                              ^^^^^^^^^^^ FLOW404 Cannot fill "features" (float32[N, 3]): "day": date is not float32
                                                                        ^ FLOW408 The records already have a column "a"; rename the output or leave the column out of keep
}
//- /p.jsonl
//- /risk.onnx
features float32[N, 3] -> score float32[N]
`));

test('[N4] a symbol keeps its first size within one node, and text fills text only', () =>
  checkDiagnostics(`
schema S { a: float32[4], b: float32[5], t: string, n: int64, f: bool, one: float32[1], list: float32[] }
model M { file: "m.onnx" }
flow F -> i1, i2, i3 {
  read s: S from jsonl("s.jsonl")
  infer i1(s) with M { inputs: { a: a, b: b, t: t, f: f, n: n } }
                                          ^ FLOW404 Cannot fill "b" (float32[N, k]): \`k\` is 4 from "a" of \`s\`, and "b" of \`s\` has 5
  infer i2(s) with M { inputs: { a: a, b: a, t: n, f: n, n: one } }
                                                ^ FLOW404 Cannot fill "t" (string[N, 1]): int64 is not string
                                                      ^ FLOW404 Cannot fill "f" (bool[N]): int64 is not bool
  infer i3(s) with M { inputs: { a: list, b: b, t: [t], f: f, n: f } }
                                    ^^^^ FLOW404 Cannot fill "a" (float32[N, k]): float32[] has no fixed size
}
//- /s.jsonl
//- /m.onnx
a float32[N, k], b float32[N, k], t string[N, 1], f bool[N], n int64[N] -> y float32[N]
`));

test('[N4] tensors that no column can hold are refused where they are used', () =>
  checkDiagnostics(`
schema S { x: float32 }
model M { file: "m.onnx" }
flow F -> a, b {
  read s: S from jsonl("s.jsonl")
  infer a(s) with M { inputs: { y: x, z: x } }
                  ^ FLOW407 "x" is float16, which a column cannot hold
                                   ^ FLOW409 "y" (float32[]) has no dimension for the records of a batch
  infer b(s) with M { inputs: { y: x, z: x }, outputs: { h: half, t: total } }
                  ^ FLOW407 "x" is float16, which a column cannot hold
                                   ^ FLOW409 "y" (float32[]) has no dimension for the records of a batch
                                                            ^^^^ FLOW407 "half" is float16[N], which a column cannot hold
                                                                     ^^^^^ FLOW407 "total" is float32[], which a column cannot hold
}
//- /s.jsonl
//- /m.onnx
x float16[N], y float32[], z float32 -> half float16[N], total float32[], fine float32[N]
`));

test('[N4] an input that nothing can fill is named by its type, not asked for', () =>
  checkDiagnostics(`
schema S { x: float32 }
model M { file: "m.onnx" }
flow F -> a {
  read s: S from jsonl("s.jsonl")
  infer a(s) with M
                  ^ FLOW407 "half" is bfloat16, which a column cannot hold
}
//- /s.jsonl
//- /m.onnx
x float32[N], half bfloat16[N] -> y float32[N]
`));

test('[N9] a model whose file is missing or broken is an error at its declaration, and only there', () =>
  checkDiagnostics(`
schema S { x: float32 }
model Lost { file: "lost.onnx" }
                   ^^^^^^^^^^^ FLOW401 Cannot find the model file "lost.onnx". Paths are relative to the folder of this file
model Broken { file: "broken.onnx" }
                     ^^^^^^^^^^^^^ FLOW402 Cannot read "broken.onnx" as an ONNX model: This is a Git LFS pointer, not the model itself: run "git lfs pull" to fetch it
model Nameless { useCase: "none" }
      ^^^^^^^^ FLOW121 model Nameless needs "file": the path of a file in quotes, such as "data/file.onnx"
flow F -> a, b, c, d {
  read s: S from jsonl("s.jsonl")
  infer a(s) with Lost { outputs: { y: score } }
  infer b(s) with Broken
  infer c(s) with Nameless
  filter d(a) where y > 0.5 and z
                                ^ FLOW201 Unknown field or parameter "z"
}
//- /s.jsonl
//- /broken.onnx
version https://git-lfs.github.com/spec/v1
`));

test('[N9] a model needs the files it keeps its weights in', () =>
  checkDiagnostics(`
model Large { file: "models/large.onnx" }
model Lost { file: "models/lost.onnx" }
                   ^^^^^^^^^^^^^^^^^^ FLOW411 "models/lost.onnx" keeps weights in "lost.bin", which is not beside it
//- /models/large.onnx
x float32[N] -> y float32[N]
data large.bin
//- /models/large.bin
//- /models/lost.onnx
x float32[N] -> y float32[N]
data lost.bin
`));

test('[N9] a file with weights that is too short was cut off or is another one', () =>
  checkDiagnostics(`
model Whole { file: "whole.onnx" }
model Cut { file: "cut.onnx" }
                  ^^^^^^^^^^ FLOW412 "cut.onnx" looks for 4096 bytes of weights in "cut.bin", which has 5: it is cut off, or belongs to another model
//- /whole.onnx
x float32[N] -> y float32[N]
data whole.bin 4
//- /whole.bin
1234
//- /cut.onnx
x float32[N] -> y float32[N]
data cut.bin 4096
//- /cut.bin
1234
`));

test('[N9] a model that is newer than what runs it is refused', async () => {
  const tooNew = 'model M { file: "m.onnx" }\n//- /m.onnx\nx float32[N] -> y float32[N]\nir 99\n';
  expect(checkDocument((await loadFlow(tooNew)).document)).toMatchObject([{ code: 'FLOW413', severity: 'error' }]);
  await checkDiagnostics(`
model Known { file: "known.onnx" }
model Future { file: "future.onnx" }
                     ^^^^^^^^^^^^^ FLOW413 "future.onnx" has IR version 99, and ONNX Runtime 1.30 loads up to 13: export it for 13
model NewOperators { file: "new.onnx" }
                           ^^^^^^^^^^ FLOW413 "new.onnx" has opset 27, and ONNX Runtime 1.30 loads up to 26: export it for 26
model NewTrees { file: "trees.onnx" }
                       ^^^^^^^^^^^^ FLOW413 "trees.onnx" has opset of ai.onnx.ml 6, and ONNX Runtime 1.30 loads up to 5: export it for 5
//- /known.onnx
x float32[N] -> y float32[N]
ir 13
opset 26
opset ai.onnx.ml 5
opset com.acme 400
//- /future.onnx
x float32[N] -> y float32[N]
ir 99
//- /new.onnx
x float32[N] -> y float32[N]
opset 27
//- /trees.onnx
x float32[N] -> y float32[N]
opset ai.onnx.ml 6
`);
});

test('[N4] a model whose outputs no column can hold is named, once', () =>
  checkDiagnostics(`
schema S { x: float32, id: string }
model Half { file: "half.onnx" }
flow F -> scored, kept {
  read s: S from jsonl("s.jsonl")
  infer risky(s) with Half
                      ^^^^ FLOW407 "score" is float16[N], which a column cannot hold
  filter scored(risky) where score > 0.5
  infer mixed(s) with Mixed
  select kept(mixed) { id, sure }
}
model Mixed { file: "mixed.onnx" }
//- /s.jsonl
//- /half.onnx
x float32[N] -> score float16[N]
//- /mixed.onnx
x float32[N] -> score float16[N], sure float32[N]
`));

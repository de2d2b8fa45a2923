import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, outputs, projectFolder } from '../support/flow-fixture.ts';

test('[M1] a model without a file is known by its contract', async () => {
  const known = await outputs(`
schema S { x: float32[4], id: string }
model M { useCase: "risk", inputs: { x: float32[n] }, outputs: { score: float32, same: float32[n], label: string } }
flow F {
  read s: S from jsonl("s.jsonl")
  infer scored(s) with M
}
`);
  expect(known).toMatchObject({ scored: 'x: float32[4], id: string, score: float32, same: float32[4], label: string' });
});

test('[M1] a flow is checked against the contract', () =>
  checkDiagnostics(`
schema S { x: float32[4], t: string }
model M { inputs: { x: float32[5], y: float32 }, outputs: { score: float32 } }
flow F -> a {
  read s: S from jsonl("s.jsonl")
  infer a(s) with M { inputs: { y: t }, outputs: { z: scor } }
                  ^ FLOW404 Cannot fill "x" (float32[N, 5]): it has 4 values, not 5
                                   ^ FLOW404 Cannot fill "y" (float32[N]): string is not float32
                                                      ^^^^ FLOW406 M has no output "scor". Did you mean "score"?
}
//- /s.jsonl
`));

test('[M1] a contract is whole, and of what a tensor can be', () =>
  checkDiagnostics(`
model Nothing { useCase: "none" }
      ^^^^^^^ FLOW121 model Nothing needs "file": the path of a file in quotes, such as "data/file.onnx"
model Half { inputs: { x: float32 } }
      ^^^^ FLOW121 model Half needs "outputs": names with their types: { features: float32[38] }
model Wrong { inputs: { x: timestamp, y: float32?, z: float32[], r: { a: bool }, u: Unheard }, outputs: { ok: bool } }
                           ^^^^^^^^^ FLOW414 "x" is timestamp; a model takes and gives numbers, bools and texts, alone or in vectors
                                         ^^^^^^^^ FLOW414 "y" is float32?; a model takes and gives numbers, bools and texts, alone or in vectors
                                                      ^^^^^^^^^ FLOW414 "z" is float32[]; a model takes and gives numbers, bools and texts, alone or in vectors
                                                                    ^^^^^^^^^^^ FLOW414 "r" is { a: bool }; a model takes and gives numbers, bools and texts, alone or in vectors
                                                                                    ^^^^^^^ FLOW110 Unknown schema "Unheard"
model Twice { inputs: { x: bool }, outputs: { y: bool }, outputs: { z: bool }, ouputs: { z: bool } }
                                                         ^^^^^^^ FLOW123 "outputs" is given twice
                                                                               ^^^^^^ FLOW120 Unknown property "ouputs" of model Twice. Did you mean "outputs"?
model NoContract { inputs: [x], outputs: 5 }
                           ^^^ FLOW122 "inputs" wants names with their types: { features: float32[38] }, not [x]
                                         ^ FLOW122 "outputs" wants names with their types: { features: float32[38] }, not 5
`));

test('[M1] a file keeps the contract', () =>
  checkDiagnostics(`
model Kept { file: "m.onnx", inputs: { features: float32[k], word: string[1] }, outputs: { score: float32, proba: float32[2] } }
model OutputsOnly { file: "m.onnx", outputs: { embedding: float32[8] } }
model Broken {
  file: "m.onnx"
  inputs: { features: float64[3] wrd: string }
                      ^^^^^^^^^^ FLOW416 "features" is float32[N, 3] in the file, not float64[N, 3]
                                 ^^^ FLOW415 The file has no input "wrd". Did you mean "word"?
  outputs: { scores: float32, embedding: float32[9], proba: string }
             ^^^^^^ FLOW415 The file has no output "scores". Did you mean "score"?
                                         ^^^^^^^^^^ FLOW416 "embedding" is float32[N, 8] in the file, not float32[N, 9]
                                                            ^^^^^^ FLOW416 "proba" is float32[N, 2] in the file, not string[N]
}
model OneSize { file: "m.onnx", outputs: { embedding: float32[n], proba: float32[n] } }
                                                                         ^^^^^^^^^^ FLOW416 "proba" is float32[N, 2] in the file, not float32[N, n]
model Lost { file: "lost.onnx", inputs: { x: bool }, outputs: { y: bool } }
                   ^^^^^^^^^^^ FLOW401 Cannot find the model file "lost.onnx". Paths are relative to the folder of this file
//- /m.onnx
features float32[N, 3], word string[N, 1] -> score float32[N, 1], embedding float32[N, 8], proba zipmap[no, yes]
`));

test('[M1] a flow with a model that has no file cannot be planned, and says what is missing', async () => {
  const { document } = await loadFlow(`
schema S { x: float32 }
model M { inputs: { x: float32 }, outputs: { y: float32 } }
flow F {
  read s: S from jsonl("s.jsonl")
  infer a(s) with M
  write w(a) to jsonl("w.jsonl")
}
//- /s.jsonl
`);
  const { plan, diagnostics, problems } = planFlow({ document, projectFolder });
  expect({ plan, diagnostics }).toEqual({ plan: undefined, diagnostics: [] });
  expect(problems).toEqual([
    'The model M has a contract and no file; to run what uses it, give it one, file: "model.onnx", or say checkpoint: latest for what a task makes of it',
  ]);
});

import { createHash } from 'node:crypto';
import { diagramOf, planFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, projectFolder } from '../support/flow-fixture.ts';

const signature = 'x float32[N] -> score float32[N]';
const digest = `sha256:${createHash('sha256').update(`${signature}\n`).digest('hex')}`;
const other = `sha256:${'0'.repeat(64)}`;
const contract = 'inputs: { x: float32 }, outputs: { score: float32 }';

function flowWith(model: string): string {
  return `schema S { x: float32 }
model M { ${model} }
flow F -> a {
  read s: S from jsonl("s.jsonl")
  infer a(s) with M
}
//- /s.jsonl
//- /m.onnx
${signature}
`;
}

async function planOf(model: string) {
  const { document } = await loadFlow(flowWith(model));
  const { plan, problems, diagnostics } = planFlow({ document, projectFolder });
  const stage = plan?.stages.find((one) => one.kind === 'infer');
  return { stage, problems, diagnostics: diagnostics.map(({ message }) => message) };
}

test('[M2] a checkpoint is the file, the latest, or a digest', () =>
  checkDiagnostics(`
model A { file: "m.onnx", checkpoint: file }
model B { file: "m.onnx", checkpoint: latest }
model C { ${contract}, checkpoint: latest }
model D { ${contract}, checkpoint: "${digest}" }
model E { ${contract}, checkpoint: file }
      ^ FLOW121 model E needs "file": the path of a file in quotes, such as "data/file.onnx"
model F { checkpoint: latest }
      ^ FLOW121 model F needs "file": the path of a file in quotes, such as "data/file.onnx"
model G { file: "m.onnx", checkpoint: "sha256:12" }
                                      ^^^^^^^^^^^ FLOW122 "checkpoint" wants file or latest or a digest "sha256:…" of 64 hexadecimal digits, not "sha256:12"
model H { file: "m.onnx", checkpoint: newest }
                                      ^^^^^^ FLOW122 "checkpoint" wants file or latest or a digest "sha256:…" of 64 hexadecimal digits, not newest
model I { file: "m.onnx", checkpoint: }
                                      ^ FLOW101 Unexpected "}"
flow Uses -> s {
  read r: { x: float32 } from jsonl("s.jsonl")
  infer a(r) with A
  infer b(r) with B
  infer c(r) with C
  infer d(r) with D
  union s(a, b, c, d)
}
//- /s.jsonl
//- /m.onnx
${signature}
`));

describe('[M2] the plan', () => {
  test.each([
    'file: "m.onnx"',
    'file: "m.onnx", checkpoint: file',
    `file: "m.onnx", checkpoint: "${digest.toUpperCase().replace('SHA', 'sha')}"`,
  ])('has the file of %s', async (model) => {
    const { stage, problems } = await planOf(model);
    expect(problems).toEqual([]);
    expect(stage?.model).toEqual({ name: 'M', path: 'm.onnx', digest: digest.slice(7) });
    expect(stage?.effects.reads).toEqual(['m.onnx']);
  });

  test.each([
    ['file: "m.onnx", checkpoint: latest', 'latest'],
    [`${contract}, checkpoint: latest`, 'latest'],
    [`${contract}, checkpoint: "${other}"`, other],
  ])('asks the catalogue for %s', async (model, checkpoint) => {
    const { stage, problems } = await planOf(model);
    expect(problems).toEqual([]);
    expect(stage?.model).toEqual({ name: 'M', checkpoint });
    expect(stage?.effects.reads).toEqual([]);
  });

  test('is none where the file is another one than the digest says', async () => {
    const { stage, problems } = await planOf(`file: "m.onnx", checkpoint: "${other}"`);
    expect(stage).toBeUndefined();
    expect(problems).toEqual([
      `The model M asks for the checkpoint ${other}, and its file "m.onnx" is ${digest}: restore the file, or ask for that`,
    ]);
  });

  test('[P7] has another fingerprint for another checkpoint', async () => {
    const choices = ['latest', `"${other}"`, `"${digest}"`].map((choice) =>
      planOf(`${contract}, checkpoint: ${choice}`),
    );
    const prints = (await Promise.all(choices)).map(({ stage }) => stage?.fingerprint);
    expect(new Set(prints).size).toBe(3);
  });
});

test.each([
  ['file: "m.onnx"', 'M'],
  ['file: "m.onnx", checkpoint: latest', 'M latest'],
  [`${contract}, checkpoint: "${other}"`, 'M sha256:000000000000'],
])('[D1] the diagram of %s says %s', async (model, detail) => {
  const { document } = await loadFlow(flowWith(model));
  expect(diagramOf(document)?.nodes.find(({ name }) => name === 'a')?.detail).toBe(detail);
});

test('[N21] a task makes a checkpoint of a model that is there', () =>
  checkDiagnostics(`schema S { x: float32 }
model M { ${contract}, checkpoint: latest }
flow F -> scored {
  read s: S from jsonl("s.jsonl")
  task train(s) -> model M { run: python("train.py"), mode: whole }
  task wrong(s) -> model Nobody { run: python("train.py"), mode: whole }
                         ^^^^^^ FLOW110 Unknown model "Nobody"
  infer scored(s) with M
}
//- /s.jsonl
//- /train.py
`));

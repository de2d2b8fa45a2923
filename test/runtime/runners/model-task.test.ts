/** Tasks that make models: what they give is kept among the artefacts, and listed when the run has succeeded. */
import { createHash } from 'node:crypto';
import type { PlannedContract, TaskStage } from '@millrace/grammar';
import { readSignature } from '@millrace/grammar';
import type { Checkpoints } from 'millrace';
import { describe, expect, test } from 'vitest';
import { encodeModel, sumModel } from '../../support/onnx-model.ts';
import { planOf, stage } from '../../support/plans.ts';
import { lines, read } from '../../support/row-plans.ts';
import { type Language, runnerOf } from '../../support/run-code.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

const bytes = encodeModel(sumModel(2));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const path = `.millrace/artefacts/${sha256.slice(0, 2)}/${sha256}.onnx`;

function contractOf(model: Uint8Array): PlannedContract {
  const result = readSignature({
    size: model.length,
    read: (offset, length) => model.subarray(offset, offset + length),
  });
  if (!result.ok) throw new Error(result.problem.message);
  const { inputs, outputs } = result.signature;
  return { inputs, outputs: outputs.filter((output) => output.kind === 'tensor') };
}

async function train(language: Language, code: string, rest: Partial<TaskStage> = {}) {
  const runner = runnerOf(language);
  await using project = await projectWith({ [runner.file]: code, 'rows.jsonl': lines(25), 'made.onnx': bytes });
  const task = stage('task', { name: 'train', runner, mode: 'whole', model: 'M', ...rest });
  const plan = planOf([read, { stage: task, from: 'rows' }]);
  for (const edge of plan.edges) edge.as = edge.from;
  const listed: unknown[][] = [];
  const checkpoints: Checkpoints = { put: async (...given) => void listed.push(given), renew: async () => {} };
  const run = await runIn(project.folder, plan, { checkpoints });
  return { run, listed, files: await project.files() };
}

const gives: [string, Language, string, object][] = [
  ['bytes', 'node', `import { readFileSync } from 'node:fs'; export const step = () => readFileSync('made.onnx');`, {}],
  ['a path', 'node', `export const step = () => 'made.onnx';`, {}],
  [
    'bytes with metadata',
    'node',
    `import { readFileSync } from 'node:fs';
    export const step = ({ rows }) => ({ model: readFileSync('made.onnx'), metadata: { rows: rows.length } });`,
    { rows: 25 },
  ],
  ['bytes', 'python', 'def step(inputs, context): return open("made.onnx", "rb").read()', {}],
  ['a path', 'python', 'import pathlib\ndef step(inputs, context): return pathlib.Path("made.onnx")', {}],
  [
    'what an exporter gives, with metadata',
    'python',
    `class Model:
    def SerializeToString(self): return open("made.onnx", "rb").read()
def step(inputs, context): return {"model": Model(), "metadata": {"rows": len(inputs["rows"])}}
`,
    { rows: 25 },
  ],
  ['the file it is told', 'bash', 'cp made.onnx "$MILLRACE_MODEL"', {}],
];

test.each(gives)('%s of %s becomes a checkpoint', async (_, language, code, metadata) => {
  const { run, listed, files } = await train(language, code, { contract: contractOf(bytes) });
  expect(run.finished.error).toBeUndefined();
  expect(run.all('artefact').map(({ node, path, bytes }) => [node, path, bytes])).toEqual([
    ['train', path, bytes.length],
  ]);
  expect(listed).toEqual([['M', { sha256, bytes: bytes.length, path }, metadata, 'train']]);
  expect(files).toContain(path);
});

describe('is refused', () => {
  test.each([
    ['nothing', 'node', 'export const step = () => {};', 'must return its bytes or the path of its file'],
    [
      'a file that is not there',
      'node',
      `export const step = () => 'none.onnx';`,
      'gave "none.onnx" as the file of its model',
    ],
    [
      'what is no model',
      'node',
      'export const step = () => new Uint8Array([1, 2, 3]);',
      'what it gave is no ONNX model',
    ],
    [
      'records',
      'python',
      'def step(inputs, context): return [1]',
      'must return its bytes or the path of its file: got list',
    ],
    ['nothing', 'bash', 'true', 'it wrote no model to the file that MILLRACE_MODEL names'],
  ] as const)('%s from %s', async (_, language, code, message) => {
    const { run, listed, files } = await train(language, code);
    expect(run.finished.error).toMatchObject({ code: 'task-result', node: 'train' });
    expect(run.finished.error?.message).toContain(message);
    expect(listed).toEqual([]);
    expect(files.filter((file) => file.startsWith('.millrace/artefacts/'))).toEqual([]);
  });

  test.each([
    ['another size', contractOf(encodeModel(sumModel(3))), 'its input "x" is float32[2], not float32[3]'],
    ['an input that it does not know', { ...contractOf(bytes), inputs: [] }, 'it takes an input "x" too'],
    [
      'an output that it does not have',
      { inputs: contractOf(bytes).inputs, outputs: contractOf(bytes).inputs },
      'it has no output "x"',
    ],
  ])('%s than the contract says', async (_, contract, message) => {
    const { run } = await train('bash', 'cp made.onnx "$MILLRACE_MODEL"', { contract });
    expect(run.finished.error).toMatchObject({ code: 'task-result', node: 'train' });
    expect(run.finished.error?.message).toContain(`what it gave is not what the contract of M says: ${message}`);
  });
});

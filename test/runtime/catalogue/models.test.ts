import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { computedIn, edit, explained } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { encodeModel, type Model, sumModel } from '../../support/onnx-model.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** The sigmoid of the sum of x, times `sign`. */
function signedModel(sign: number): Model {
  return { ...sumModel(2), weights: [{ name: 'ones', shape: [2, 1], values: Float32Array.of(sign, sign) }] };
}

const project = {
  'main.flow': `schema Row { id: string, a: float32, b: float32 }
model Risk { useCase: "what may fail", inputs: { x: float32[2] }, outputs: { score: float32 }, checkpoint: latest }

flow Train(kind: string = "up") {
  read rows: Row from csv("rows.csv")
  task train(rows) -> model Risk { run: python("steps/train.py", function: "train") }
}

flow TrainHere(kind: string = "up") {
  read rows: Row from csv("rows.csv")
  task train(rows) -> model Risk { run: node("steps/train.mjs", export: "train") }
}

flow Score {
  read rows: Row from csv("rows.csv")
  infer scored(rows) with Risk { inputs: { x: [a, b] }, keep: [id] }
  select rounded(scored) { id, score: round(score * 100) }
  write out(rounded) to jsonl("out.jsonl")
}
`,
  'steps/train.py': `def train(inputs, context):
    kind = context.parameters["kind"]
    return {"model": f"models/{kind}.onnx", "metadata": {"kind": kind, "rows": len(inputs["rows"])}}
`,
  'steps/train.mjs': `import { readFileSync } from 'node:fs';
export const train = ({ rows }, { parameters: { kind } }) =>
  ({ model: readFileSync(\`models/\${kind}.onnx\`), metadata: { kind, rows: rows.length } });
`,
  'models/up.onnx': encodeModel(signedModel(1)),
  'models/down.onnx': encodeModel(signedModel(-1)),
  'models/flat.onnx': encodeModel(signedModel(0)),
  'models/other.onnx': encodeModel(sumModel(3)),
  'rows.csv': 'id,a,b\nx,1,2\ny,-1,-2\n',
};

interface Shown {
  useCase?: string;
  pinned?: string;
  latest: string;
  checkpoints: { sha256: string; path: string; facts: { kind: string; rows: number }; runId: string; node: string }[];
}

const shown = (cwd: string): Shown => JSON.parse(millrace(['models', 'show', 'Risk', '--json'], { cwd }).stdout);
const train = (cwd: string, kind = 'up', flow = 'Train') => computedIn(cwd, '--flow', flow, '--param', `kind=${kind}`);
const models = (cwd: string, ...args: string[]) => millrace(['models', ...args], { cwd });
const checkpointOf = (cwd: string, kind: string) =>
  shown(cwd).checkpoints.find(({ facts }) => facts.kind === kind)?.sha256 ?? '';
const latestOf = (cwd: string) => {
  const { latest, checkpoints } = shown(cwd);
  return checkpoints.find(({ sha256 }) => sha256 === latest)?.facts.kind;
};

/** What the flow makes of the first row: 95 where the model goes up, 5 where it goes down, 50 where it is flat. */
function scored(cwd: string): { computed: string[]; first: number } {
  const computed = computedIn(cwd, '--flow', 'Score');
  const [first = ''] = readFileSync(path.join(cwd, 'out.jsonl'), 'utf8').split('\n');
  return { computed, first: JSON.parse(first).score };
}

const all = ['out', 'rounded', 'rows', 'scored'];

describe('models that tasks make', () => {
  test.each(['Train', 'TrainHere'])('%s makes a checkpoint that another flow scores with, once', (flow) => {
    const cwd = projectFolder(project);
    const before = millrace(['run', 'main.flow', '--flow', 'Score'], { cwd });
    expect(before.code).toBe(1);
    expect(before.stderr).toContain('Model Risk has no checkpoint yet: run the flow whose task makes one');
    expect(train(cwd, 'up', flow)).toEqual(['rows', 'train']);
    expect(train(cwd, 'up', flow)).toEqual([]);
    const { checkpoints, useCase } = shown(cwd);
    expect(useCase).toBe('what may fail');
    expect(checkpoints).toMatchObject([{ facts: { kind: 'up', rows: 2 }, node: 'train' }]);
    expect(existsSync(path.join(cwd, checkpoints[0]?.path ?? ''))).toBe(true);
    expect(scored(cwd)).toEqual({ computed: all, first: 95 });
    expect(scored(cwd).computed).toEqual([]);
  });

  test('a new checkpoint makes what was scored with the one before stale, and other data a new checkpoint', () => {
    const cwd = projectFolder(project);
    train(cwd);
    scored(cwd);
    train(cwd, 'down');
    expect(explained(cwd, 'out', '--flow', 'Score')).toEqual({ state: 'stale', changes: ['scored: model'] });
    expect(scored(cwd)).toEqual({ computed: all, first: 5 });
    edit(cwd, 'rows.csv', (text) => `${text}z,0,0\n`);
    expect(train(cwd, 'down')).toEqual(['rows', 'train']);
    expect(shown(cwd).checkpoints).toHaveLength(2);
  });

  test('what is trained again after another is the newest again', () => {
    const cwd = projectFolder(project);
    train(cwd);
    train(cwd, 'down');
    train(cwd);
    expect(latestOf(cwd)).toBe('up');
  });

  test('promoted stays the latest until another is, pinned until it is released', () => {
    const cwd = projectFolder(project);
    train(cwd);
    models(cwd, 'promote', 'Risk', checkpointOf(cwd, 'up').slice(0, 12));
    train(cwd, 'down');
    expect(latestOf(cwd)).toBe('up');
    expect(models(cwd, 'pin', 'Risk', checkpointOf(cwd, 'down')).stdout).toContain('is pinned');
    expect(scored(cwd).first).toBe(5);
    expect(models(cwd, 'promote', 'Risk', checkpointOf(cwd, 'up')).stderr).toContain('"latest" still means');
    expect(scored(cwd).computed).toEqual([]);
    models(cwd, 'pin', 'Risk', '--release');
    expect(scored(cwd)).toEqual({ computed: all, first: 95 });
  });

  test('a checkpoint is chosen by its digest, and one that is not there is refused with those that are', () => {
    const cwd = projectFolder(project);
    train(cwd);
    train(cwd, 'down');
    edit(cwd, 'main.flow', (text) => text.replace('latest', `"sha256:${checkpointOf(cwd, 'up')}"`));
    expect(scored(cwd).first).toBe(95);
    edit(cwd, 'main.flow', (text) => text.replace(/sha256:[0-9a-f]+/, `sha256:${'0'.repeat(64)}`));
    const { code, stderr } = millrace(['run', 'main.flow', '--flow', 'Score'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(`the newest are sha256:${checkpointOf(cwd, 'down').slice(0, 12)}`);
  });

  test('what is not what the contract says makes no checkpoint', () => {
    const cwd = projectFolder(project);
    const { code, stderr } = millrace(['run', 'main.flow', '--flow', 'Train', '--param', 'kind=other'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('what it gave is not what the contract of Risk says');
    expect(models(cwd, 'show', 'Risk').stderr).toContain('There is no model "Risk" in the catalogue');
  });

  test.each([
    [['show', 'Rsk'], 'There is no model "Rsk" in the catalogue; there are: Risk'],
    [['promote', 'Risk', 'ffff'], 'Risk has no checkpoint "ffff"'],
    [['pin', 'Risk'], 'Name a checkpoint to pin, or say --release'],
  ])('%j is refused', (args, said) => {
    const cwd = projectFolder(project);
    train(cwd);
    const { code, stderr } = models(cwd, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});

/** A dataset that a model is trained on and scores, and people who are asked about the scores: in each database a catalogue may be in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { computedIn, edit, explained } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { encodeModel, sumModel } from '../../support/onnx-model.ts';
import { findPostgres, ownDatabase } from '../../support/postgres.ts';
import { projectFolder } from '../../support/project-folder.ts';

const postgres = await findPostgres();

const project = {
  'main.flow': `schema Row { id: string, a: float32, b: float32 }
schema Judged extends Row { score: float32, verdict: string? }
dataset Rows: Row { keep: 2 }
dataset Verdicts: Judged {}
model Risk { inputs: { x: float32[2] }, outputs: { score: float32 }, checkpoint: latest }

flow Gather(least: float32 = 0) {
  read rows: Row from csv("rows.csv")
  filter kept(rows) where a >= least
  write stored(kept) to Rows
}

flow Train {
  read rows from Rows
  task train(rows) -> model Risk { run: node("train.mjs", export: "train") }
}

flow Score {
  read rows from Rows
  infer scored(rows) with Risk { inputs: { x: [a, b] } }
  review judged(scored) { by: "desk", ask: { verdict: string @oneOf("bad", "fine") }, when: score > 0.7 }
  write kept(judged) to Verdicts
  write out(judged) to jsonl("out.jsonl")
}
`,
  'train.mjs': `export const train = ({ rows }) => ({ model: 'models/' + rows.length + '.onnx', metadata: { rows: rows.length } });\n`,
  'models/3.onnx': encodeModel(sumModel(2)),
  'models/2.onnx': encodeModel({
    ...sumModel(2),
    weights: [{ name: 'ones', shape: [2, 1], values: Float32Array.of(-1, -1) }],
  }),
  'rows.csv': 'id,a,b\nx,1,2\ny,0,-3\nz,3,1\n',
};

const run = (cwd: string, flow: string, ...options: string[]) => computedIn(cwd, '--flow', flow, ...options);
const written = (cwd: string): { id: string; verdict: string | null }[] =>
  readFileSync(path.join(cwd, 'out.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const json = <T>(cwd: string, ...args: string[]): T => JSON.parse(millrace([...args, '--json'], { cwd }).stdout);

describe.each(['SQLite', 'PostgreSQL'])('a catalogue in %s', (database) => {
  test('carries a dataset to a model, its scores to people, and their answers back', async (context) => {
    if (database === 'PostgreSQL' && postgres.missing !== undefined) context.skip(postgres.missing);
    const config = database === 'SQLite' ? {} : { store: { catalogue: await ownDatabase(postgres) } };
    const cwd = projectFolder({ ...project, 'millrace.json': JSON.stringify(config) });

    run(cwd, 'Gather');
    run(cwd, 'Train');
    const scored = millrace(['run', 'main.flow', '--flow', 'Score'], { cwd });
    expect(scored.stderr).toContain('2 records wait for an answer of desk');
    expect(written(cwd).map(({ id }) => id)).toEqual(['y']);
    const { reviews } = json<{ reviews: { id: string; record: { id: string } }[] }>(cwd, 'review', 'list');
    const asked = reviews.find(({ record }) => record.id === 'x');
    expect(millrace(['review', 'answer', String(asked?.id), 'verdict=bad'], { cwd }).code).toBe(0);
    expect(run(cwd, 'Score')).toEqual(['judged', 'kept', 'out', 'rows', 'scored']);
    expect(written(cwd)).toMatchObject([
      { id: 'x', verdict: 'bad' },
      { id: 'y', verdict: null },
    ]);

    run(cwd, 'Gather', '--param', 'least=1');
    expect(explained(cwd, 'train', '--flow', 'Train')).toEqual({ state: 'stale', changes: ['rows: data Rows'] });
    expect(run(cwd, 'Train')).toEqual(['rows', 'train']);
    expect(explained(cwd, 'out', '--flow', 'Score')).toEqual({
      state: 'stale',
      changes: ['rows: data Rows', 'scored: model'],
    });
    run(cwd, 'Score');
    expect(written(cwd).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['x', null],
      ['z', null],
    ]);
    expect(json<{ batches: unknown[] }>(cwd, 'datasets', 'show', 'Verdicts').batches).toHaveLength(3);
    expect(json<{ checkpoints: unknown[] }>(cwd, 'models', 'show', 'Risk').checkpoints).toHaveLength(2);
    edit(cwd, 'train.mjs', (text) => `// again\n${text}`);
    expect(run(cwd, 'Train')).toEqual(['rows', 'train']);
    expect(explained(cwd, 'out', '--flow', 'Score').state).toBe('fresh');
  }, 300_000);
});

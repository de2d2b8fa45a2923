import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planOf, stage } from '../../support/plans.ts';
import { lines, read, row, taskOf, writeOf } from '../../support/row-plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

describe('publishing', () => {
  test('is all or nothing: a failure after one sink is complete leaves none', async () => {
    const code = 'export const run = ({ id }) => { if (id === 24) throw new Error("last"); };';
    const [task, files] = taskOf('check', code, 'rows');
    await using project = await projectWith({ 'rows.jsonl': lines(25), ...files });
    const run = await runIn(project.folder, planOf([read, writeOf('kept'), task]));
    expect(run.finished).toMatchObject({
      status: 'failed',
      records: { kept: 0 },
      error: { code: 'task-failed', node: 'check' },
    });
    expect(run.statuses()).toEqual({ rows: 'succeeded', check: 'failed', kept: 'skipped' });
    expect((await project.files()).filter((path) => path.startsWith('out'))).toEqual([]);
  });

  test('an output that was there before stays as it was', async () => {
    const code = 'export const run = () => { throw new Error("no"); };';
    const [task, files] = taskOf('check', code, 'rows');
    await using project = await projectWith({ 'rows.jsonl': lines(5), 'out/kept.jsonl': 'before', ...files });
    await runIn(project.folder, planOf([read, writeOf('kept'), task]));
    expect(await project.text('out/kept.jsonl')).toBe('before');
    expect((await project.files()).filter((path) => path.startsWith('out'))).toEqual(['out/kept.jsonl']);
  });
});

test('a sink that cannot be published fails the run, and what was to follow is not published', async () => {
  await using project = await projectWith({ 'rows.jsonl': lines(3) });
  /** Puts a folder in the way once all is open. */
  const onEvent = ({ type }: { type: string }) => {
    if (type === 'preview') mkdirSync(join(project.folder, 'out/one.jsonl'), { recursive: true });
  };
  const run = await runIn(project.folder, planOf([read, writeOf('one'), writeOf('two')]), { onEvent });
  expect(run.finished).toMatchObject({ status: 'failed', records: { one: 0, two: 0 }, error: { node: 'one' } });
  expect(run.statuses()).toEqual({ rows: 'succeeded', one: 'failed', two: 'skipped' });
  expect(await project.files()).toEqual(['rows.jsonl']);
});

test('an output that fails at its very end takes the others along', async () => {
  await using project = await projectWith({ 'rows.jsonl': lines(30) });
  const out = join(project.folder, 'out');
  const connector = { name: 'parquet', options: { path: 'out/two.parquet' } };
  const two = { from: 'rows', stage: stage('write', { name: 'two', input: row, connector }) };
  const { finished, all } = await runIn(project.folder, planOf([read, writeOf('one'), two]), {
    onEvent: (event) => {
      if (event.type !== 'preview' || event.node !== 'two') return;
      for (const part of readdirSync(out).filter((name) => name.startsWith('.two')))
        rmSync(join(out, part), { recursive: true });
    },
  });
  expect(finished).toMatchObject({ status: 'failed', records: { one: 0, two: 0 }, error: { node: 'two' } });
  expect(all('artefact')).toEqual([]);
  expect(await project.files()).toEqual(['rows.jsonl']);
});

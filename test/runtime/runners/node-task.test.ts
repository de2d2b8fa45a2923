import { describe, expect, test } from 'vitest';
import { schema } from '../../support/plans.ts';
import { eagerClock } from '../../support/run-plans.ts';
import { lengths, measure, runTask, taskRecords } from '../../support/run-task.ts';

describe('mode: record', () => {
  test('calls the function once per record', async () => {
    expect((await runTask({ code: measure, file: 'steps/step.mjs' })).out).toEqual(lengths);
  });

  test('takes TypeScript and its imports as they are', async () => {
    const code = `
      import { basename } from 'node:path';
      interface Row { id: number; text: string }
      export async function step(row: Row): Promise<{ id: number; length: number }> {
        return { id: row.id, length: basename('/x/' + row.text).length };
      }`;
    expect((await runTask({ code })).out).toEqual(lengths);
  });

  test('a record, none or several', async () => {
    const code = `export const step = ({ id }) => {
      if (id === 0) return null;
      if (id === 1) return undefined;
      return id === 2 ? [{ id, length: 1 }, { id, length: 2 }] : { id, length: 0, extra: 'not in the schema' };
    };`;
    expect((await runTask({ code })).out).toEqual([
      { id: 2, length: 1 },
      { id: 2, length: 2 },
      { id: 3, length: 0 },
      { id: 4, length: 0 },
    ]);
  });

  test('bigint, dates and vectors arrive as the language gives them', async () => {
    const code = `export const step = ({ id, at, big, v }) => ({
      id, length: (at instanceof Date && typeof big === 'bigint' && v instanceof Float32Array) ? v.length : 0
    });`;
    const types = schema({
      id: 'int32',
      at: 'timestamp',
      big: 'int64',
      v: { kind: 'vector', element: 'float32', dimensions: [2], nullable: false },
    });
    const given = [{ id: 1, at: '2026-01-01T00:00:00Z', big: 1, v: [1, 2] }];
    expect((await runTask({ code, records: given, input: types })).out).toEqual([{ id: 1, length: 2 }]);
  });

  test('a throw fails one record, told with its place in the code', async () => {
    const code = `\nexport const step = ({ id, text }) => {\n  if (id === 2) throw new Error('no c here');\n  return { id, length: text.length };\n};`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    expect(failures).toEqual([[2, 'no c here (at steps/step.ts:3:23)']]);
  });

  test('a result that does not fit names field, type and value', async () => {
    const code = `export const step = ({ id }) => (id === 1 ? { id, length: 'long' } : { id, length: 1 });`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out).toHaveLength(4);
    expect(failures[0]?.[0]).toBe(1);
    expect(failures[0]?.[1]).toMatch(/^step returned a record whose "length" does not fit: .*"long".*int32/);
  });

  test.each(['5', '"text"', 'true', '[[5]]'])('%s is no record', async (value) => {
    const { failures } = await runTask({ code: `export const step = () => ${value};`, onError: 'skip' });
    expect(failures).toHaveLength(taskRecords.length);
    expect(failures[0]?.[1]).toMatch(/returned (a number|a string|a boolean|an array) where a record is wanted/);
  });

  test('a result that cannot leave the process fails alone', async () => {
    const code = `export const step = ({ id, text }) => ({ id, length: id === 1 ? () => 1 : text.length });`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 2, 3, 4]);
    expect(failures[0]?.[1]).toContain('cannot be handed over');
  });

  test('progress shows what is done of a long batch', async () => {
    const code = `export const step = async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { id, length: 0 };
    };`;
    const many = Array.from({ length: 60 }, (_, id) => ({ id, text: '' }));
    const { run, out } = await runTask({ code, records: many, run: { clock: eagerClock } });
    const shown = run.all('progress').map(({ nodes }) => nodes.find(({ node }) => node === 'step')?.records as number);
    expect(shown.some((records) => records > 0 && records < 60)).toBe(true);
    expect(shown.at(-1)).toBe(60);
    expect(out).toHaveLength(60);
  });

  test('without a schema nothing is expected back', async () => {
    const { run } = await runTask({ code: 'export const step = () => 5;', output: undefined });
    expect(run.statuses()).toMatchObject({ step: 'succeeded' });
  });
});

describe('mode: batch', () => {
  test('calls the function with all records and takes one result each', async () => {
    const code = `export const step = (rows) => rows.map(({ id, text }) =>
      id === 0 ? null : id === 1 ? [{ id, length: 1 }, { id, length: 1 }] : { id, length: text.length + rows.length });`;
    expect((await runTask({ code, mode: 'batch' })).out).toEqual([
      { id: 1, length: 1 },
      { id: 1, length: 1 },
      { id: 2, length: 8 },
      { id: 3, length: 9 },
      { id: 4, length: 10 },
    ]);
  });

  test('batch.max is the most records of one call', async () => {
    const code = 'export const step = (rows) => rows.map(({ id }) => ({ id, length: rows.length }));';
    const { out } = await runTask({ code, mode: 'batch', batch: { max: 2 } });
    expect(out.map(({ length }) => length)).toEqual([2, 2, 2, 2, 1]);
  });

  test('a wrong number of results fails the batch', async () => {
    const { run } = await runTask({ code: 'export const step = (rows) => rows.slice(1);', mode: 'batch' });
    expect(run.finished.error).toMatchObject({ code: 'task-result', node: 'step' });
    expect(run.finished.error?.message).toContain('got 4 results for 5 records');
  });

  test('a throw fails each record of the batch', async () => {
    const code = `export const step = () => { throw new Error('down'); };`;
    const { failures } = await runTask({ code, mode: 'batch', onError: 'skip' });
    expect(failures).toHaveLength(5);
    expect(failures[4]?.[1]).toBe('down (at steps/step.ts:1:35)');
  });
});

describe('retry', () => {
  const flaky = `const seen = new Map();
    export const step = ({ id, text }, { attempt }) => {
      if (id % 2 === 1 && attempt < 3) throw new Error('attempt ' + attempt);
      return [{ id, length: attempt }, { id, length: text.length }];
    };`;

  test('gives only what failed again, and puts its results in their place', async () => {
    const { out, failures } = await runTask({ code: flaky, retry: { attempts: 3, backoffMs: 1 } });
    expect(out.map(({ id, length }) => [id, length])).toEqual([
      [0, 1],
      [0, 1],
      [1, 3],
      [1, 2],
      [2, 1],
      [2, 3],
      [3, 3],
      [3, 4],
      [4, 1],
      [4, 5],
    ]);
    expect(failures).toEqual([]);
  });

  test('a cancel ends the pause', async () => {
    const cancel = new AbortController();
    const onEvent = ({ type }: { type: string }) => {
      if (type === 'log') cancel.abort();
    };
    const code = `export const step = () => { console.log('now'); throw new Error('down'); };`;
    const run = { signal: cancel.signal, onEvent };
    const { run: ended } = await runTask({ code, retry: { attempts: 2, backoffMs: 3_600_000 }, run });
    expect(ended.finished.status).toBe('cancelled');
  });

  test('gives up after the last attempt and says which it was', async () => {
    const { run } = await runTask({ code: flaky, retry: { attempts: 2, backoffMs: 1 }, onError: 'skip' });
    expect(run.all('record-failed').map(({ attempt, message }) => [attempt, message.slice(0, 9)])).toEqual([
      [2, 'attempt 2'],
      [2, 'attempt 2'],
    ]);
  });
});

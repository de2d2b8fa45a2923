import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Plan, type RecordType, scalarType, type TaskStage } from '@millrace/grammar';
import { describe, expect, test, vi } from 'vitest';
import { jsonlCall, planOf, schema, stage } from '../../support/plans.ts';
import { projectWith, type RunSetting, runIn } from '../../support/run-plans.ts';

const input = schema({ id: 'int32', text: 'string' });
const output = schema({ id: 'int32', length: 'int32' });
const records = ['a', 'bb', 'ccc', 'dddd', 'eeeee'].map((text, id) => ({ id, text }));

interface Setting extends Partial<TaskStage> {
  code: string;
  file?: string;
  records?: unknown[];
  input?: RecordType;
  run?: RunSetting;
  parameters?: Plan['parameters'];
}

/** Runs records through a task whose code is given, and what failed into errors.jsonl where `onError` is absent. */
async function runTask({
  code,
  file = 'steps/step.ts',
  records: given = records,
  run: setting,
  parameters = [],
  ...rest
}: Setting) {
  const lines = given.map((record) => `${JSON.stringify(record)}\n`).join('');
  await using project = await projectWith({ [file]: code, 'in.jsonl': lines });
  const task = stage('task', {
    name: 'step',
    input,
    output,
    runner: { name: 'node', file, export: 'step' },
    mode: 'record',
    ...rest,
  });
  const plan = planOf([
    { stage: stage('read', { name: 'read', output: rest.input ?? input, connector: jsonlCall('in.jsonl') }) },
    { stage: task, from: 'read' },
    {
      stage: stage('write', { name: 'out', input: task.output ?? output, connector: jsonlCall('out.jsonl') }),
      from: 'step',
    },
  ]);
  plan.parameters = parameters;
  const run = await runIn(project.folder, plan, setting);
  const isDone = run.finished.status === 'succeeded';
  return { run, out: isDone ? await project.jsonLines('out.jsonl') : [], failures: failuresOf(run) };
}

function failuresOf(run: Awaited<ReturnType<typeof runIn>>) {
  return run.all('record-failed').map(({ record, message }) => [(record as { id: number }).id, message] as const);
}

const measure = 'export const step = ({ id, text }) => ({ id, length: text.length });';
const lengths = records.map(({ id, text }) => ({ id, length: text.length }));

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

  test.each(['5', '"text"', 'true'])('%s is no record', async (value) => {
    const { failures } = await runTask({ code: `export const step = () => ${value};`, onError: 'skip' });
    expect(failures).toHaveLength(records.length);
    expect(failures[0]?.[1]).toMatch(/returned (number|string|boolean) where a record is wanted/);
  });

  test('a result that cannot leave the process fails alone', async () => {
    const code = `export const step = ({ id, text }) => ({ id, length: id === 1 ? () => 1 : text.length });`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 2, 3, 4]);
    expect(failures[0]?.[1]).toContain('cannot be handed over');
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

describe('a process that dies or hangs', () => {
  test('fails the record to blame; its neighbours go to the next process', async () => {
    const code = `export const step = ({ id, text }) => {
      if (id === 2) process.exit(7);
      return { id, length: text.length };
    };`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    expect(failures).toEqual([[2, 'its process ended with exit code 7']]);
  });

  test('a hang past the timeout likewise', async () => {
    const code = `export const step = ({ id, text }) => {
      while (id === 3);
      return { id, length: text.length };
    };`;
    const { out, failures } = await runTask({ code, onError: 'skip', timeoutMs: 150 });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 2, 4]);
    expect(failures).toEqual([[3, 'it did not answer within 150 ms']]);
  });

  test('ends the run where bad records do', async () => {
    const { run } = await runTask({ code: 'export const step = () => process.exit(1);' });
    expect(run.finished.error).toMatchObject({ code: 'task-crashed', node: 'step' });
  });

  test('ends the run when it dies again and again', async () => {
    const many = Array.from({ length: 40 }, (_, id) => ({ id, text: '' }));
    const code = 'export const step = () => process.exit(1);';
    const { run } = await runTask({ code, records: many, onError: 'skip' });
    expect(run.finished.error?.message).toMatch(/^The process of "step" died 10 times in a row/);
  });
});

describe('opening and closing', () => {
  test('open and close are called once, and what is printed is logged', async () => {
    const code = `
      export const open = ({ node, flow, runId }) => console.log('open', node, flow, runId);
      export const close = () => console.error('closed');
      ${measure}`;
    const { run } = await runTask({ code });
    expect(run.all('log').map(({ node, stream, text }) => [node, stream, text])).toEqual([
      ['step', 'stdout', 'open step Test run-1'],
      ['step', 'stderr', 'closed'],
    ]);
  });

  test('the parameters of the flow come as the language gives them', async () => {
    const code = `export const open = ({ parameters: { since, count, share } }) =>
      console.log(since instanceof Date && since.toISOString(), typeof count, share);
      ${measure}`;
    const parameters = [
      { name: 'since', type: scalarType('timestamp'), value: '2026-01-31T10:00:00Z' },
      { name: 'count', type: scalarType('int64'), value: '9007199254740993' },
      { name: 'share', type: scalarType('float64'), value: 0.5 },
    ];
    const { run } = await runTask({ code, parameters });
    expect(run.all('log').map(({ text }) => text)).toEqual(['2026-01-31T10:00:00.000Z bigint 0.5']);
  });

  test.each([
    ['a missing file', undefined, 'there is no such file'],
    ['a missing export', 'export const stp = () => null;', 'it has no export "step"; it exports "stp"'],
    ['an export that is no function', 'export const step = 5;', 'its export "step" is not a function'],
    ['a syntax error', '\nexport const step = (;', '(at steps/step.ts:2)'],
    [
      'an open that throws',
      `${measure}; export const open = () => { throw new Error('no key'); };`,
      'no key (at steps/step.ts:1:',
    ],
  ])('%s ends the run before any record', async (_, code, message) => {
    const { run } = await runTask({
      code: code ?? '',
      file: code === undefined ? 'steps/other.ts' : 'steps/step.ts',
      runner: { name: 'node', file: 'steps/step.ts', export: 'step' },
    });
    expect(run.finished.error).toMatchObject({ code: 'task-load', node: 'step' });
    expect(run.finished.error?.message).toContain('Cannot open steps/step.ts');
    expect(run.finished.error?.message).toContain(message);
  });

  test('a close that throws fails the node', async () => {
    const { run } = await runTask({ code: `${measure}; export const close = () => { throw new Error('stuck'); };` });
    expect(run.finished.error?.message).toContain('steps/step.ts failed to close: stuck');
  });
});

describe('permissions', () => {
  test.each([
    ['read outside the project', `readFileSync('/etc/hostname')`],
    ['write', `writeFileSync('x.txt', 'x')`],
    ['start processes', `execSync('true')`],
  ])('the code may not %s', async (_, act) => {
    const code = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { execSync } from 'node:child_process';
      export const step = () => { ${act}; };`;
    const { failures } = await runTask({ code, onError: 'skip' });
    expect(failures).toHaveLength(records.length);
    expect(failures[0]?.[1]).toMatch(/restricted|denied/i);
  });

  test('the code may read the project', async () => {
    const code = `import { readFileSync } from 'node:fs';
      export const step = ({ id }) => ({ id, length: readFileSync('in.jsonl').length > 0 ? 1 : 0 });`;
    expect((await runTask({ code })).out).toHaveLength(records.length);
  });

  test('the code may use libraries installed above the project', async () => {
    const code = `import { two } from 'library'; export const step = ({ id }) => ({ id, length: two });`;
    await using above = await projectWith({
      'node_modules/library/index.js': 'export const two = 2;',
      'node_modules/library/package.json': '{"name":"library","type":"module","exports":"./index.js"}',
      'inner/step.mjs': code,
      'inner/in.jsonl': '{"id":1,"text":""}\n',
    });
    const runner = { name: 'node' as const, file: 'step.mjs', export: 'step' };
    const plan = planOf([
      { stage: stage('read', { name: 'read', output: input, connector: jsonlCall('in.jsonl') }) },
      { stage: stage('task', { name: 'step', input, output, runner, mode: 'record' }), from: 'read' },
      { stage: stage('write', { name: 'out', input: output, connector: jsonlCall('out.jsonl') }), from: 'step' },
    ]);
    expect((await runIn(join(above.folder, 'inner'), plan)).finished.records).toEqual({ out: 1 });
    expect(await above.jsonLines('inner/out.jsonl')).toEqual([{ id: 1, length: 2 }]);
  });

  test('the code does not see the environment', async () => {
    process.env.MILLRACE_TEST_SECRET = 'x';
    const code = `export const step = ({ id }) => ({ id, length: 'MILLRACE_TEST_SECRET' in process.env ? 1 : 0 });`;
    expect((await runTask({ code })).out.every(({ length }) => length === 0)).toBe(true);
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

test('the process ends when the runtime is killed', async () => {
  const code = `export const step = () => new Promise(() => { console.log(process.pid); setInterval(() => {}, 1000); });`;
  await using project = await projectWith({ 'step.mjs': code, 'in.jsonl': '{"id":1,"text":""}\n' });
  const runtime = spawn(process.execPath, ['test/support/endless-run.ts', project.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(runtime.stdout, 'data');
  const pid = Number(String(output));
  expect(isRunning(pid)).toBe(true);
  runtime.kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

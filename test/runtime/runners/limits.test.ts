/** Workers and limits of tasks: how many processes, how much memory each. */
import { describe, expect, test } from 'vitest';
import { type Language, runCode } from '../../support/run-code.ts';
import { taskRecords } from '../../support/run-task.ts';

const many = Array.from({ length: 40 }, (_, id) => ({ id, text: 'x' }));
const mebibyte = 1024 ** 2;

/** Tells which process it was; its own number may be the same in each, where it sees no other. */
const together: Record<'node' | 'python', string> = {
  node: `export const step = ({ id }, { node }) => ({ id, length: process.pid });`,
  python:
    'import random\nme = random.randrange(2**31)\ndef step(record, context): return {"id": record["id"], "length": me}',
};

describe.each(['node', 'python'] as const)('%s: scale', (language) => {
  test('that many processes at once, and the order stays', async () => {
    const { out } = await runCode(language, together[language], {
      records: many,
      deployment: { scale: { min: 3, max: 3 } },
      readMax: 5,
    });
    expect(out.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(new Set(out.map(({ length }) => length)).size).toBe(3);
  });
});

test('code that cannot be loaded ends the run however many there are', async () => {
  const { run } = await runCode('node', 'export const no = 1;', { deployment: { scale: { min: 3, max: 4 } } });
  expect(run.finished.error).toMatchObject({ code: 'task-load' });
  expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
});

const greedy: [string, Language, string][] = [
  [
    'a heap that grows',
    'node',
    `const kept = []; export const step = ({ id }) => {
      while (id === 2) kept.push(new Array(10_000).fill(id));
      return { id, length: 1 };
    };`,
  ],
  [
    'buffers beside the heap',
    'node',
    `const kept = []; export const step = async ({ id }) => {
      while (id === 2) { kept.push(Buffer.alloc(1e6, 1)); await new Promise((go) => setImmediate(go)); }
      return { id, length: 1 };
    };`,
  ],
  [
    'a list that grows',
    'python',
    `def step(record, context):
    kept = []
    while record["id"] == 2: kept.append(bytearray(1000000))
    return {"id": record["id"], "length": 1}
`,
  ],
];

test.each(greedy)('%s (%s) fails its record with task-memory', async (_, language, code) => {
  const deployment = { resources: { memoryBytes: 160 * mebibyte } };
  const { out, failures } = await runCode(language, code, { deployment, onError: 'skip' });
  expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
  expect(failures[0]?.[1]).toMatch(/memory|MemoryError|160 MiB/);
  const { run } = await runCode(language, code, { deployment });
  expect(run.finished.error).toMatchObject({ code: 'task-memory', node: 'step' });
});

test('what is within the limit runs as ever', async () => {
  const deployment = { resources: { memoryBytes: 300 * mebibyte, cpu: 1 } };
  const code = `import os\ndef step(record, context): return {"id": record["id"], "length": int(os.environ["OMP_NUM_THREADS"])}`;
  const { out } = await runCode('python', code, { deployment });
  expect(out.map(({ length }) => length)).toEqual(taskRecords.map(() => 1));
});

test('of a script the limit holds for what it starts', async () => {
  const code = `python3 -c 'bytearray(300 * 2 ** 20)' || exit 3`;
  const deployment = { resources: { memoryBytes: 160 * mebibyte } };
  const { run } = await runCode('bash', code, { deployment, output: undefined });
  expect(run.finished.error).toMatchObject({ code: 'task-failed', node: 'step' });
  expect(run.finished.error?.message).toContain('MemoryError');
});

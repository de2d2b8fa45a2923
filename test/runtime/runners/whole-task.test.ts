/** Tasks that get all records of all their inputs in one call, in each language. */
import type { TaskStage } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { jsonlCall, planOf, schema, stage } from '../../support/plans.ts';
import { lines, read, row } from '../../support/row-plans.ts';
import { type Language, runnerOf } from '../../support/run-code.ts';
import { projectWith, type RunSetting, runIn } from '../../support/run-plans.ts';

const counted = schema({ input: 'string', count: 'int32', last: 'int32?' });

/** A record for each input: how many records it has, and the last of them. */
const count: Record<Language, string> = {
  node: `export const step = (inputs, context) => {
    console.log(context.attempt);
    return Object.entries(inputs).map(([input, all]) => ({ input, count: all.length, last: all.at(-1)?.id }));
  };`,
  python: `def step(inputs, context):
    print(context.attempt)
    for name, all in inputs.items():
        yield {"input": name, "count": len(all), "last": all[-1]["id"] if all else None}
`,
  bash: `for name in rows evens; do
  file=MILLRACE_INPUT_$name; file=\${!file}; last=$(tail -1 "$file"); last=\${last#*:}; last=\${last%\\}}
  echo "{\\"input\\":\\"$name\\",\\"count\\":$(wc -l < "$file"),\\"last\\":\${last:-null}}"
done`,
};

async function runWhole(language: Language, code: string, rest: Partial<TaskStage> = {}, setting: RunSetting = {}) {
  const runner = runnerOf(language);
  await using project = await projectWith({ [runner.file]: code, 'rows.jsonl': lines(25), 'evens.jsonl': '' });
  const evens = stage('read', { name: 'evens', output: row, connector: jsonlCall('evens.jsonl') });
  const whole = stage('task', { name: 'whole', output: counted, runner, mode: 'whole', ...rest });
  const plan = planOf([
    read,
    { stage: evens },
    { stage: whole, from: ['rows', 'evens'] },
    { stage: stage('write', { name: 'out', input: counted, connector: jsonlCall('out.jsonl') }), from: 'whole' },
  ]);
  for (const edge of plan.edges) if (edge.to === 'whole') edge.as = edge.from;
  const run = await runIn(project.folder, plan, setting);
  return { run, out: run.finished.status === 'succeeded' ? await project.jsonLines('out.jsonl') : [] };
}

describe.each(['node', 'python', 'bash'] as const)('%s', (language) => {
  test('gets an array for each input and gives any number of records', async () => {
    expect((await runWhole(language, count[language])).out).toEqual([
      { input: 'rows', count: 25, last: 24 },
      { input: 'evens', count: 0, last: null },
    ]);
  });

  test('batch.max is the most records of one batch that leaves', async () => {
    const { run } = await runWhole(language, count[language], { batch: { max: 1 } });
    expect(run.all('node-finished').find(({ node }) => node === 'whole')).toMatchObject({ records: 2, batches: 2 });
  });
});

describe.each([
  [
    'node',
    `export const step = () => { throw new Error('no way'); };`,
    'task-failed',
    'no way (at steps/step.mjs:1:35)',
  ],
  ['node', 'export const step = () => 5;', 'task-result', 'must return an array of records: got number'],
  ['node', 'export const step = () => process.exit(3);', 'task-crashed', 'its process ended with exit code 3'],
  ['node', 'export const step = () => { while (true); };', 'task-timeout', 'it did not answer within 400 ms'],
  [
    'python',
    'def step(inputs, context): return inputs["x"]',
    'task-failed',
    "KeyError: 'x' (at steps/step.py:1 in step)",
  ],
  ['python', 'def step(inputs, context): return {}', 'task-result', 'must return a list of records: got dict'],
  ['python', 'import os\ndef step(inputs, context): os._exit(3)', 'task-crashed', 'its process ended with exit code 3'],
  ['python', 'def step(inputs, context):\n  while True: pass', 'task-timeout', 'it did not answer within 400 ms'],
  ['bash', 'echo no >&2; exit 3', 'task-failed', 'it ended with exit code 3: no'],
  ['bash', 'sleep 1000', 'task-timeout', 'it did not end within 400 ms'],
] as const)('%s: %s', (language, code, errorCode, message) => {
  test(`fails the run with ${errorCode}`, async () => {
    const { run } = await runWhole(language, code, errorCode === 'task-timeout' ? { timeoutMs: 400 } : {});
    expect(run.finished.error).toMatchObject({ code: errorCode, node: 'whole' });
    expect(run.finished.error?.message).toContain(message);
  });
});

test.each([
  [
    'node',
    'export const step = (_, { attempt }) => { if (attempt < 3) process.exit(1); return [{ input: "", count: attempt }]; };',
  ],
  [
    'python',
    'def step(inputs, context):\n  if context.attempt < 3: raise ValueError(1)\n  return [{"input": "", "count": context.attempt}]',
  ],
  ['bash', `[ $MILLRACE_ATTEMPT = 3 ] && echo '{"input":"","count":3}'`],
] as const)('%s is tried again as a whole, with all its records', async (language, code) => {
  const { out } = await runWhole(language, code, { retry: { attempts: 3, backoffMs: 1 } });
  expect(out).toEqual([{ input: '', count: 3, last: null }]);
});

test.each([
  ['node', 'export const step = () => [{ input: "a", count: 1 }, { input: 5, count: 1 }, { input: "c", count: 1 }];'],
  [
    'python',
    'def step(inputs, context): return [{"input": "a", "count": 1}, {"input": 5, "count": 1}, {"input": "c", "count": 1}]',
  ],
  ['bash', `echo '{"input":"a","count":1}'; echo '{"input":5,"count":1}'; echo '{"input":"c","count":1}'`],
] as const)('%s: a record that does not fit is bad alone', async (language, code) => {
  const { out, run } = await runWhole(language, code, { onError: 'skip' });
  expect(out.map(({ input }) => input)).toEqual(['a', 'c']);
  expect(run.all('record-failed')).toHaveLength(1);
  expect(run.all('record-failed')[0]?.record).toMatchObject({ input: 5, count: 1 });
});

/** What code gives and gets is bounded, so that it cannot fill the memory of the runtime: too much fails in words. */
import type { RecordType, Type } from '@millrace/grammar';
import { Batch, behaviourOf, type NodeContext, type OpenFold, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { schema, stage } from '../../support/plans.ts';
import { type Language, runCode, runnerOf } from '../../support/run-code.ts';
import { projectWith } from '../../support/run-plans.ts';

const bound = 2 ** 28;

/** Node's memory is never touched; the step of Python has its bound lowered, which counts the text that it sends. */
const tooLarge: [Language, string][] = [
  ['node', `export const step = ({ id }) => ({ id, length: id === 2 ? new Uint8Array(${bound + 1}) : 1 });`],
  [
    'python',
    `import __main__
__main__.FRAME_MAX = 2000
def step(record, context): return {"id": record["id"], "length": "x" * 3000 if record["id"] == 2 else 1}`,
  ],
];

test.each(tooLarge)('%s: a result that is too large fails its record alone', async (language, code) => {
  const { out, failures, run } = await runCode(language, code, { onError: 'skip' });
  expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
  expect(failures).toEqual([
    [2, expect.stringMatching(/^the result has \d+ MiB; at most \d+ MiB can be handed over$/)],
  ]);
  expect(run.finished.status).toBe('succeeded');
});

test('node: results that are too large together are handed over one after the other', async () => {
  const code = `export const step = ({ id }) => ({ id, length: new Uint8Array(${bound / 4}) });`;
  const { failures } = await runCode('node', code, { onError: 'skip' });
  expect(failures.map(([, message]) => message)).toEqual(new Array(5).fill(expect.stringContaining('does not fit')));
});

test('a script that prints too much is ended, and its batch fails', async () => {
  const { run } = await runCode('bash', `head -c ${bound + 1} /dev/zero; sleep 1000`);
  expect(run.finished.error).toMatchObject({
    code: 'task-result',
    message: expect.stringContaining('it printed more than 256 MiB in one call'),
  });
});

test('records that are too many for one call end the run before the code gets them', async () => {
  await using project = await projectWith({ 'steps/step.mjs': 'export const step = () => [];' });
  const type: Type = { kind: 'vector', element: 'float32', dimensions: [bound / 4 + 1], nullable: false };
  const input = schema({ v: type });
  const whole = stage('task', { name: 'whole', input, output: input, runner: runnerOf('node'), mode: 'whole' });
  const node = (await behaviourOf(whole).open(contextIn(project.folder, input))) as OpenFold;
  const values = new Float32Array(bound / 4 + 1);
  const batch = new Batch({ node: 'in', sequence: 0 }, input, [{ type, length: 1, values, width: values.length }], 1);
  await expect(node.take(batch, 'rows')).rejects.toMatchObject({
    code: 'memory-bound',
    message: expect.stringContaining('"whole" gets all of its records in one call, and they are more than 256 MiB'),
  });
  await node.close();
});

function contextIn(projectFolder: string, rows: RecordType): NodeContext {
  return {
    runId: 'run-1',
    flow: 'Test',
    projectFolder,
    parameters: {},
    parameterValues: {},
    signal: new AbortController().signal,
    clock: systemClock,
    inputs: [{ as: 'rows', schema: rows }],
    log: () => {},
  };
}

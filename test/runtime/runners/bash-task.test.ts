import { scalarType } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { runCode } from '../../support/run-code.ts';
import { lengths, type TaskSetting, taskRecords } from '../../support/run-task.ts';

const bash = (code: string, setting: Partial<TaskSetting> = {}) => runCode('bash', code, setting);
/** Of `{"id":1,"text":"bb"}` the line `{"id":1,"length":2}`, without any tool. */
const measure = `while IFS= read -r line; do
  id=\${line#*:}; id=\${id%%,*}; text=\${line##*:\\"}; text=\${text%\\"\\}}
  echo "{\\"id\\":$id,\\"length\\":\${#text}}"
done
`;

describe('mode: record', () => {
  test('gets a batch as JSON lines and gives as many records as it likes', async () => {
    expect((await bash(measure)).out).toEqual(lengths);
    expect((await bash(`${measure.replace('done', 'done | head -2')}`)).out).toEqual(lengths.slice(0, 2));
    expect((await bash('true')).out).toEqual([]);
    expect((await bash(`echo '{"id":7,"length":7}'`)).out).toEqual([{ id: 7, length: 7 }]);
  });

  test('is started once for each batch, with what it may need in its environment', async () => {
    const code = `echo "$MILLRACE_NODE $MILLRACE_FLOW $MILLRACE_RUN_ID $MILLRACE_BATCH $MILLRACE_ATTEMPT $MILLRACE_PARAMETER_since $MILLRACE_PARAMETER_big" >&2
${measure}`;
    const parameters = [
      { name: 'since', type: scalarType('timestamp'), value: '2026-01-31T10:00:00Z' },
      { name: 'big', type: scalarType('int64'), value: '9007199254740993' },
    ];
    const { run } = await bash(code, { parameters });
    expect(run.all('log').map(({ stream, text, batch }) => [stream, text, batch])).toEqual([
      ['stderr', 'step Test run-1 0 1 2026-01-31T10:00:00.000Z 9007199254740993', 0],
    ]);
  });

  test.each([
    ['an exit code', 'echo one >&2; echo two >&2; exit 3', 'task-failed', 'it ended with exit code 3: one | two'],
    ['a signal', 'kill -9 $$', 'task-crashed', 'it was killed by SIGKILL'],
    ['text that is no JSON', 'echo hello', 'task-result', 'line 1 of its output is not JSON: hello'],
    [
      'half a line',
      `echo '{"id":1,"length":1}'; printf '{"id":'`,
      'task-result',
      'line 2 of its output is not JSON: {"id":',
    ],
    [
      'a record that does not fit',
      `echo '{"id":"x"}'`,
      'task-result',
      'line 1 of its output is a record whose "id" does',
    ],
  ])('%s fails the batch', async (_, code, errorCode, message) => {
    const { run } = await bash(code);
    expect(run.finished.error).toMatchObject({ code: errorCode, node: 'step' });
    expect(run.finished.error?.message).toContain(message);
    expect((await bash(code, { onError: 'skip' })).failures.map(([id]) => id)).toEqual([0, 1, 2, 3, 4]);
  });

  test('a hang past the timeout likewise, with all that it started', async () => {
    const { failures } = await bash('sleep 1000 | sleep 1000', { onError: 'skip', timeoutMs: 200 });
    expect(failures[0]).toEqual([0, 'it did not end within 200 ms']);
    expect(failures).toHaveLength(5);
  });

  test('what failed is tried again', async () => {
    const { out } = await bash(`[ "$MILLRACE_ATTEMPT" = 3 ] || exit 1\n${measure}`, {
      retry: { attempts: 3, backoffMs: 1 },
    });
    expect(out).toEqual(lengths);
  });
});

describe('mode: batch', () => {
  test('a line for each record, in its place', async () => {
    const code = `read -r a; read -r b; echo null; echo '[{"id":1,"length":1},{"id":1,"length":2}]'; echo '{"id":"x"}'; echo 5; echo '{"id":4,"length":4}'`;
    const { out, failures } = await bash(code, { mode: 'batch', onError: 'skip' });
    expect(out).toEqual([
      { id: 1, length: 1 },
      { id: 1, length: 2 },
      { id: 4, length: 4 },
    ]);
    expect(failures.map(([id]) => id)).toEqual([2, 3]);
  });

  test('a wrong number of lines fails the batch', async () => {
    const { run } = await bash('head -2', { mode: 'batch' });
    expect(run.finished.error).toMatchObject({ code: 'task-result' });
    expect(run.finished.error?.message).toContain('must print one line per record: got 2 lines for 5 records');
  });
});

test('without a schema what it prints is logged, and input that is not read is no mistake', async () => {
  const many = Array.from({ length: 3000 }, (_, id) => ({ id, text: 'x'.repeat(200) }));
  const { run } = await bash('echo done', { output: undefined, records: many });
  expect(run.statuses()).toMatchObject({ step: 'succeeded' });
  expect(run.all('log').map(({ stream, text }) => [stream, text])).toEqual([['stdout', 'done']]);
});

test.each([
  ['a missing file', { file: 'steps/other.sh' }, 'true', 'there is no such file'],
  ['a mistake in the syntax', {}, 'if true; then', 'line 2: syntax error: unexpected end of file'],
])('%s ends the run before any record', async (_, setting, code, message) => {
  const { run } = await bash(code, setting);
  expect(run.finished.error).toMatchObject({ code: 'task-load', node: 'step' });
  expect(run.finished.error?.message).toContain(`Cannot open steps/step.sh: ${message}`);
});

test('the script does not see the environment', async () => {
  process.env.MILLRACE_TEST_SECRET = 'x';
  const { run } = await bash('echo "[$MILLRACE_TEST_SECRET]"', { output: undefined });
  expect(run.all('log')[0]?.text).toBe('[]');
  expect(taskRecords).toHaveLength(5);
});

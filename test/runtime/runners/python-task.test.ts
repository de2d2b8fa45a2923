import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { scalarType } from '@millrace/grammar';
import { findTools } from 'millrace';
import { describe, expect, test } from 'vitest';
import { runCode } from '../../support/run-code.ts';
import { projectWith } from '../../support/run-plans.ts';
import { lengths, type TaskSetting, taskRecords } from '../../support/run-task.ts';

const python = (code: string, setting: Partial<TaskSetting> = {}) => runCode('python', code, setting);
const measure = `def step(record, context):
    return {"id": record["id"], "length": len(record["text"])}
`;

describe('mode: record', () => {
  test('calls the function once per record; what is printed is logged with its batch', async () => {
    const code = `import sys
def step(record, context):
    print("out", record["id"], end="")
    print("err", record["id"], file=sys.stderr)
    return {"id": record["id"], "length": len(record["text"])}
`;
    const { out, run } = await python(code);
    expect(out).toEqual(lengths);
    const logged = run.all('log').map(({ stream, text, batch }) => [stream, text, batch]);
    expect(logged.filter(([stream]) => stream === 'stderr')).toEqual(
      taskRecords.map(({ id }) => ['stderr', `err ${id}`, 0]),
    );
    expect(logged.filter(([stream]) => stream === 'stdout')).toEqual([
      ['stdout', taskRecords.map(({ id }) => `out ${id}`).join(''), 0],
    ]);
  });

  test('a record, none or several; a coroutine too', async () => {
    const code = `async def step(record, context):
    id = record["id"]
    if id < 2: return None
    return [{"id": id, "length": 1}, {"id": id, "length": 2}] if id == 2 else {"id": id, "length": 0, "extra": 1}
`;
    expect((await python(code)).out).toEqual([
      { id: 2, length: 1 },
      { id: 2, length: 2 },
      { id: 3, length: 0 },
      { id: 4, length: 0 },
    ]);
  });

  test('a module that is not beside the file is not found, also where the project has one of that name', async () => {
    const { run } = await python('import elsewhere\ndef step(record, context): pass');
    expect(run.finished.error).toMatchObject({ code: 'task-load' });
    expect(run.finished.error?.message).toContain("No module named 'elsewhere' (at steps/step.py:1 in <module>)");
  });

  test('an exception fails one record, told with the lines of the project that it went through', async () => {
    const code = `def inner(record):
    if record["id"] == 2:
        raise ValueError("no c here")
    return record["text"]

def step(record, context):
    return {"id": record["id"], "length": len(inner(record))}
`;
    const { out, failures } = await python(code, { onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    expect(failures).toEqual([[2, 'ValueError: no c here (at steps/step.py:3 in inner, steps/step.py:7 in step)']]);
  });

  test.each([
    ['5', 'a number where a record is wanted'],
    ['"text"', 'a string where a record is wanted'],
    ['{"id": 1, "length": "long"}', 'a record whose "length" does not fit'],
    ['{"id": 1, "length": True}', 'a record whose "length" does not fit'],
    ['{"id": 1, "length": 2 ** 70}', 'is outside of int32'],
    [
      '{"id": 1, "length": object()}',
      'the result cannot be handed over: a value of the type object has no place in it',
    ],
    ['{"id": 1, "length": float("nan")}', 'is not an int32'],
  ])('%s is not what the schema says', async (value, message) => {
    const { failures, out } = await python(
      `def step(record, context): return ${value} if record["id"] == 1 else {"id": 0, "length": 0}`,
      { onError: 'skip' },
    );
    expect(out).toHaveLength(4);
    expect(failures.map(([id]) => id)).toEqual([1]);
    expect(failures[0]?.[1]).toContain(message);
  });

  test('a date is no text: what goes back is told apart by the schema', async () => {
    const code = 'import datetime\ndef step(record, context): return {"id": 1, "length": datetime.date(2026, 1, 31)}';
    const { failures } = await python(code, { onError: 'skip' });
    expect(failures[0]?.[1]).toContain('a value of the type date has no place in it');
  });
});

describe('mode: batch', () => {
  test('calls the function with all records and takes one result each', async () => {
    const code = 'def step(records, context): return [{"id": r["id"], "length": len(records)} for r in records]';
    const { out } = await python(code, { mode: 'batch', batch: { max: 2 } });
    expect(out.map(({ length }) => length)).toEqual([2, 2, 2, 2, 1]);
  });

  test.each([
    ['records[1:]', 'task-result', 'got 4 results for 5 records'],
    ['None', 'task-result', 'got None for 5 records'],
    ['records[9]', 'task-failed', 'IndexError: list index out of range (at steps/step.py:1 in step)'],
  ])('%s fails the batch', async (value, code, message) => {
    const { run } = await python(`def step(records, context): return ${value}`, { mode: 'batch' });
    expect(run.finished.error).toMatchObject({ code, node: 'step' });
    expect(run.finished.error?.message).toContain(message);
  });
});

describe('opening and closing', () => {
  test('open and close are called once, with the parameters as Python has them', async () => {
    const code = `import datetime
def open(context):
    p = context.parameters
    print(context.node, context.flow, p["since"] == datetime.datetime(2026, 1, 31, 10, tzinfo=datetime.timezone.utc), p["count"], p["share"])
def close(): print("closed")
${measure}`;
    const parameters = [
      { name: 'since', type: scalarType('timestamp'), value: '2026-01-31T10:00:00Z' },
      { name: 'count', type: scalarType('int64'), value: '9007199254740993' },
      { name: 'share', type: scalarType('float64'), value: 0.5 },
    ];
    const { run } = await python(code, { parameters });
    expect(run.all('log').map(({ text }) => text)).toEqual(['step Test True 9007199254740993 0.5', 'closed']);
  });

  test.each([
    ['a missing function', 'def stp(): pass', 'it has no function "step"; it has "stp"'],
    ['a name that is no function', 'step = 5', 'it has no function "step"; it has no functions'],
    ['a syntax error', '\ndef step(:', 'SyntaxError: invalid syntax (at steps/step.py:2 in the text)'],
    ['a module that is not there', 'import nowhere', "ModuleNotFoundError: No module named 'nowhere'"],
    [
      'an open that raises',
      `${measure}\ndef open(context): raise KeyError("key")`,
      "KeyError: 'key' (at steps/step.py:4 in open)",
    ],
    ['code that exits', 'import sys; sys.exit(3)', 'SystemExit: 3'],
  ])('%s ends the run before any record', async (_, code, message) => {
    const { run } = await python(code);
    expect(run.finished.error).toMatchObject({ code: 'task-load', node: 'step' });
    expect(run.finished.error?.message).toContain(`Cannot open steps/step.py: ${message}`);
  });

  test('a missing file', async () => {
    const { run } = await python('', { file: 'steps/other.py' });
    expect(run.finished.error?.message).toBe('Cannot open steps/step.py: there is no such file');
  });
});

describe('which Python', () => {
  async function withCommand(script: string) {
    await using project = await projectWith({ python: script });
    const command = join(project.folder, 'python');
    await chmod(command, 0o755);
    process.env.MILLRACE_PYTHON = command;
    try {
      return await python(measure);
    } finally {
      delete process.env.MILLRACE_PYTHON;
    }
  }

  test('one that is named', async () => {
    expect((await withCommand('#!/bin/sh\nexec python3 "$@"\n')).out).toEqual(lengths);
  });

  test.each([
    ['that is not there', undefined, 'cannot be started'],
    ['that is too old', '#!/bin/sh\nexit 93\n', 'is a Python that is too old'],
  ])('one %s is said with the way out', async (_, script, message) => {
    const { run } = await (script === undefined ? withoutCommand() : withCommand(script));
    expect(run.finished.error).toMatchObject({ code: 'python-missing', node: 'step' });
    expect(run.finished.error?.message).toContain(message);
    expect(run.finished.error?.message).toContain('install Python 3.9 or newer, or name one in MILLRACE_PYTHON');
  });

  async function withoutCommand() {
    process.env.MILLRACE_PYTHON = '/nowhere/python';
    try {
      return await python(measure);
    } finally {
      delete process.env.MILLRACE_PYTHON;
    }
  }

  test('the one of the project’s .venv', async () => {
    await using project = await projectWith({ '.venv/bin/python3': '#!/bin/sh\nexit 93\n' });
    const python = (await findTools(project.folder)).find(({ name }) => name === 'python');
    expect(python?.command).toBe(join(project.folder, '.venv/bin/python3'));
  });
});

describe('a process that dies or hangs', () => {
  test('fails the record to blame; its neighbours go to the next process', async () => {
    const code = `import os\n${measure.replace('    return', '    if record["id"] == 2: os._exit(7)\n    return')}`;
    const { out, failures } = await python(code, { onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    expect(failures).toEqual([[2, 'its process ended with exit code 7']]);
  });

  test('a hang past the timeout likewise', async () => {
    const code = measure.replace('    return', '    while record["id"] == 3: pass\n    return');
    const { out, failures } = await python(code, { onError: 'skip', timeoutMs: 300 });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 2, 4]);
    expect(failures).toEqual([[3, 'it did not answer within 300 ms']]);
  });

  test.each([
    ['no JSON', '\\0\\0\\0\\1x'],
    ['no length', 'hello there'],
  ])('one that writes %s into the channel to the runtime fails its record', async (_, bytes) => {
    const write = `    if record["id"] == 2: os.write(4, b"${bytes}")\n    return`;
    const code = `import os\n${measure.replace('    return', write)}`;
    const { failures } = await python(code, { onError: 'skip' });
    expect(failures).toEqual([[2, 'it wrote into the channel to the runtime']]);
  });
});

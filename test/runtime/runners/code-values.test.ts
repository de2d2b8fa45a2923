import { type RecordType, recordType } from '@millrace/grammar';
import fc from 'fast-check';
import { Batch, nodeBehaviours, type OpenTransform, systemClock } from 'millrace';
import { describe, expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { schema, stage } from '../../support/plans.ts';
import { type Language, runnerOf } from '../../support/run-code.ts';
import { projectWith } from '../../support/run-plans.ts';

const same: Record<Language, string> = {
  node: 'export const step = (record) => record;',
  python: 'def step(record, context): return record',
  bash: 'cat',
};

/** The types whose every value a language has a form for; a duration in Python has no parts of a microsecond. */
const lacking: Record<Language, (text: string) => boolean> = {
  node: () => false,
  python: (text) => /timestamp|duration|date/.test(text),
  bash: () => false,
};

describe.each(['node', 'python', 'bash'] as const)('%s', (language) => {
  test('values of every type go to user code and come back as they were', async () => {
    await using project = await projectWith({ [runnerOf(language).file]: same[language] });
    const records = arbitraryRecords(6).filter((one) => !lacking[language](JSON.stringify(one.schema)));
    await fc.assert(
      fc.asyncProperty(records, async ({ schema, rows }) => {
        const node = await openTask(project.folder, language, schema);
        const given = Batch.fromRows({ node: 'in', sequence: 0 }, schema, rows);
        const { output, bad } = await node.process(given, 1);
        await node.close();
        expect(bad).toEqual([]);
        expect(output?.rows()).toEqual(given.rows());
      }),
      { numRuns: 15 },
    );
  });
});

test('times go to Python as its own and come back as they were, whatever holds them', async () => {
  const code = `import datetime as d
def step(record, context):
    assert isinstance(record["at"], d.datetime) and record["at"].tzinfo is not None
    assert isinstance(record["day"], d.date) and isinstance(record["took"], d.timedelta)
    assert isinstance(record["raw"], bytes) and isinstance(record["f"], float) and record["yes"] is True
    assert all(isinstance(one, d.datetime) for one in record["all"]) and isinstance(record["in"]["day"], d.date)
    return record
`;
  await using project = await projectWith({ [runnerOf('python').file]: code });
  const type = schema({
    at: 'timestamp',
    day: 'date',
    took: 'duration',
    raw: 'bytes',
    f: 'float64',
    yes: 'bool',
    all: { kind: 'list', element: { kind: 'scalar', name: 'timestamp', nullable: false }, nullable: false },
    in: recordType(schema({ day: 'date' }).fields),
    none: 'date?',
  });
  const row = (at: string, day: string, took: number) => ({
    at: new Date(at),
    day,
    took,
    raw: new Uint8Array([0, 255]),
    f: 5,
    yes: true,
    all: [new Date(at)],
    in: { day },
    none: null,
  });
  const rows = [
    row('0001-01-01T00:00:00Z', '0001-01-01', 0),
    row('1969-12-31T23:59:59.999Z', '1969-12-31', -0.001),
    row('9999-12-31T23:59:59.999Z', '9999-12-31', 86_400_000.5),
  ];
  const node = await openTask(project.folder, 'python', type);
  const { output, bad } = await node.process(Batch.fromRows({ node: 'in', sequence: 0 }, type, rows), 1);
  await node.close();
  expect(bad).toEqual([]);
  expect(output?.rows()).toEqual(rows);
});

test('a time that Python has no form for fails its record alone', async () => {
  await using project = await projectWith({ [runnerOf('python').file]: same.python });
  const type = schema({ at: 'timestamp' });
  const rows = [{ at: new Date(0) }, { at: new Date('+012000-01-01T00:00:00Z') }, { at: new Date(1) }];
  const node = await openTask(project.folder, 'python', type);
  const { output, bad } = await node.process(Batch.fromRows({ node: 'in', sequence: 0 }, type, rows), 1);
  await node.close();
  expect(bad).toEqual([{ row: 1, code: 'task-failed', message: expect.stringContaining('Python has no form for') }]);
  expect(output?.rows()).toEqual([rows[0], rows[2]]);
});

async function openTask(projectFolder: string, language: Language, type: RecordType): Promise<OpenTransform> {
  const runner = runnerOf(language);
  const task = stage('task', { name: 'same', input: type, output: type, runner, mode: 'record' });
  const context = {
    parameters: {},
    parameterValues: {},
    clock: systemClock,
    inputs: [],
    signal: new AbortController().signal,
  };
  const opened = await nodeBehaviours.task.open(task, {
    ...context,
    runId: 'run-1',
    flow: 'Test',
    projectFolder,
    log: () => {},
  });
  return opened as OpenTransform;
}

import type { RecordType } from '@millrace/grammar';
import fc from 'fast-check';
import { Batch, nodeBehaviours, type OpenTransform, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { stage } from '../../support/plans.ts';
import { projectWith } from '../../support/run-plans.ts';

test('values of every type go to user code and come back as they were', async () => {
  await using project = await projectWith({ 'same.mjs': 'export const step = (record) => record;' });
  await fc.assert(
    fc.asyncProperty(arbitraryRecords(6), async ({ schema, rows }) => {
      const node = await openTask(project.folder, schema);
      const given = Batch.fromRows({ node: 'in', sequence: 0 }, schema, rows);
      const { output, bad } = await node.process(given, 1);
      await node.close();
      expect(bad).toEqual([]);
      expect(output?.rows()).toEqual(given.rows());
    }),
    { numRuns: 25 },
  );
});

async function openTask(projectFolder: string, schema: RecordType): Promise<OpenTransform> {
  const runner = { name: 'node' as const, file: 'same.mjs', export: 'step' };
  const task = stage('task', { name: 'same', input: schema, output: schema, runner, mode: 'record' });
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

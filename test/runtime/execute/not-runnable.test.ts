/** What a run cannot keep is refused before anything starts, in words that say which part. */
import type { Plan, Stage } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { planOf, stage } from '../../support/plans.ts';
import { lines, read, row, writeOf } from '../../support/row-plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

function withStage(changed: Stage): Plan {
  return planOf([read, { from: 'rows', stage: changed }, writeOf('kept')]);
}

const cases: [string, Plan, string][] = [
  [
    'a dataset',
    withStage(stage('write', { name: 'kept', input: row, connector: { name: 'dataset', options: { dataset: 'D' } } })),
    '"kept" cannot run: batches of datasets are in the catalogue of a project, and this run has none',
  ],
  [
    'a checkpoint of the catalogue',
    withStage(
      stage('infer', {
        name: 'scored',
        input: row,
        output: row,
        model: { name: 'M', checkpoint: 'latest' },
        inputs: [],
        outputs: [],
        keep: ['id'],
        device: 'cpu',
      }),
    ),
    '"scored" cannot run: the checkpoint latest of M is in the catalogue of a project, and this run has none',
  ],
  ...(['read', 'write'] as const).flatMap((kind): [string, Plan, string][] =>
    [{ retry: { attempts: 2, backoffMs: 0 } }, { timeoutMs: 1 }].map((asked) => {
      const [name] = Object.keys(asked).map((key) => key.replace('Ms', ''));
      const changed = { ...(kind === 'read' ? read.stage : writeOf('w').stage), ...asked };
      const plan = kind === 'read' ? planOf([{ stage: changed }, writeOf('kept')]) : withStage(changed);
      return [
        `${name} of a ${kind}`,
        plan,
        `"${changed.name}" cannot run: this version does not keep what "${name}" asks for`,
      ];
    }),
  ),
  ...(['select', 'route'] as const).map((kind): [string, Plan, string] => {
    const own = kind === 'select' ? { columns: [], output: row } : { ports: [] };
    return [
      `batches of a ${kind}`,
      withStage({ ...stage(kind, { name: 's', input: row, ...own } as never), batch: { max: 10 } }),
      '"s" cannot run: this version does not keep what "batch" asks for',
    ];
  }),
  [
    'timeout of a query',
    withStage(stage('sql', { name: 'q', output: row, query: 'SELECT 1::INTEGER AS id', timeoutMs: 1 })),
    '"q" cannot run: this version does not keep what "timeout" asks for',
  ],
  [
    'batches of a join',
    withStage(
      stage('join', {
        name: 'j',
        input: row,
        right: row,
        output: row,
        join: 'inner',
        keys: [],
        columns: [],
        batch: { max: 1 },
      }),
    ),
    '"j" cannot run: this version does not keep what "batch" asks for',
  ],
  [
    'batches of a write',
    withStage({ ...writeOf('w').stage, batch: { max: 10 } }),
    '"w" cannot run: this version does not keep what "batch" asks for',
  ],
  [
    'a deployment',
    withStage({ ...writeOf('w').stage, deployment: { cache: 'off', scale: { min: 1, max: 2 } } }),
    '"w" cannot run: this version does not keep what "scale" asks for',
  ],
];

test.each(cases)('%s that a run cannot keep', async (_, plan, message) => {
  await using project = await projectWith({ 'rows.jsonl': lines(3) });
  const { finished, all } = await runIn(project.folder, plan);
  expect(finished.status).toBe('failed');
  expect(finished.error).toMatchObject({ code: 'kind-not-runnable' });
  expect(finished.error?.message).toContain(message);
  expect(all('node-started')).toEqual([]);
});

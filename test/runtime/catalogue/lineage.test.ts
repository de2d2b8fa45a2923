import path from 'node:path';
import { compareRuns, findRuns, findTarget, type KnownRun, lineageOf } from 'millrace';
import { describe, expect, test } from 'vitest';
import { findPostgres } from '../../support/postgres.ts';
import { addFiles } from '../../support/project-folder.ts';
import { ownCatalogue, paymentsProject, planIn, recordedRun, stores } from '../../support/recorded-run.ts';

const postgres = await findPostgres();
const second = {
  'second.flow': `schema Euros { id: int32, euros: float64 }
flow Large -> large {
  read euros: Euros from csv("out/euros.csv")
  filter large(euros) where euros > 30
  write out(large) to csv("out/large.csv")
}
`,
};

describe.each(stores)('what is read from %s', (store) => {
  const isMissing = store === 'PostgreSQL' && postgres.missing !== undefined;
  const start = () => ownCatalogue(store, postgres, paymentsProject);

  test.skipIf(isMissing)('of two flows in a row is one lineage, up and down', async () => {
    const catalogue = await start();
    const { projectFolder } = catalogue;
    await recordedRun(catalogue, await planIn(projectFolder));
    addFiles(projectFolder, second);
    await recordedRun(catalogue, await planIn(projectFolder, {}, 'second.flow'));
    const paths = async (word: string, direction: 'up' | 'down') => {
      const found = await findTarget(catalogue, word, projectFolder);
      if (found === undefined) throw new Error(`nothing is known of ${word}`);
      const { items, links } = await lineageOf(catalogue, found.target, direction);
      const byId = new Map(items.map((item) => [item.id, item.path]));
      return links.map(({ from, to }) => `${byId.get(from)} → ${byId.get(to)}`).sort();
    };
    expect(await paths('out/large.csv', 'up')).toEqual([
      'data/payments.csv → out/euros.csv',
      'main.flow → out/euros.csv',
      'out/euros.csv → out/large.csv',
      'second.flow → out/large.csv',
    ]);
    expect(await paths('data/payments.csv', 'down')).toEqual([
      'data/payments.csv → out/bad.jsonl',
      'data/payments.csv → out/euros.csv',
      'out/euros.csv → out/large.csv',
    ]);
    expect(await findTarget(catalogue, path.join(projectFolder, 'second.flow'), '/')).toMatchObject({
      target: { kind: 'flow', path: 'second.flow' },
    });
    expect(await findTarget(catalogue, 'deadbeef', projectFolder)).toBeUndefined();
  });

  test.skipIf(isMissing)('of two runs is compared by component', async () => {
    const catalogue = await start();
    for (const rate of ['2', '3'])
      await recordedRun(catalogue, await planIn(catalogue.projectFolder, { rate }), { name: `at ${rate}` });
    const runs = await Promise.all(['at 2', 'at 3'].map((name) => findRuns(catalogue, name)));
    const [left, right] = runs.flat() as [KnownRun, KnownRun];
    const { parameters, nodes } = await compareRuns(catalogue, left, right);
    expect(parameters).toEqual({ rate: { left: 2, right: 3 } });
    expect(nodes.map(({ node, is, changes }) => [node, is, Object.keys(changes)])).toEqual([
      ['payments', 'same', []],
      ['euros', 'changed', ['parameters']],
      ['large', 'changed', ['input euros.out']],
      ['out', 'changed', ['input large.out']],
      ['bad', 'same', []],
    ]);
  });
});

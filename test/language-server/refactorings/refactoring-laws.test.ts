/** Laws of refactorings, at places all over the sound flows of the repository. */
import { beforeAll, expect, test } from 'vitest';
import { cursors, expressions, RefactoringLaws, spread, statementRuns } from '../../support/refactoring-laws.ts';

let laws: RefactoringLaws;
beforeAll(async () => {
  laws = await RefactoringLaws.over();
}, 120_000);

test('nodes that become a flow give what they gave, without a new mistake', async () => {
  const sites = spread(laws.documents.flatMap(statementRuns), 120);
  const { faults, done } = await faultsAt(sites);
  expect(faults.slice(0, 12).join('\n')).toBe('');
  expect(done).toBeGreaterThan(50);
}, 240_000);

test('what is offered at a word keeps the records of all nodes, without a new mistake', async () => {
  const { faults, done } = await faultsAt(spread(laws.documents.flatMap(cursors), 600));
  expect(faults.slice(0, 12).join('\n')).toBe('');
  expect(done).toBeGreaterThan(60);
}, 240_000);

test('an expression that becomes a column leaves the records of all nodes as they are', async () => {
  const { faults, done } = await faultsAt(spread(laws.documents.flatMap(expressions), 300), 'refactor.extract');
  expect(faults.slice(0, 12).join('\n')).toBe('');
  expect(done).toBeGreaterThan(5);
}, 240_000);

async function faultsAt(
  sites: ReturnType<typeof cursors>,
  kind = 'refactor',
): Promise<{ faults: string[]; done: number }> {
  const faults: string[] = [];
  let done = 0;
  for (const site of sites) {
    for (const action of await laws.actionsAt(site, kind)) {
      faults.push(...(await laws.faults(action, site)));
      done++;
    }
  }
  return { faults, done };
}

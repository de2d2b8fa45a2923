/**
 * The table of one contract: every kind of node, connector and runner in every case. contract.md shows it; a cell without a test
 * says why there can be none. The files contract-….test.ts beside this one hold its rows.
 */
import { connectors, nodeKinds, runners } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { type ContractRow, contractCases, contractPage } from '../../support/contract-cases.ts';
import { flows } from '../../support/contract-subjects/flows.ts';
import { folds } from '../../support/contract-subjects/folds.ts';
import { readsWith } from '../../support/contract-subjects/reads.ts';
import { steps } from '../../support/contract-subjects/steps.ts';
import { transforms } from '../../support/contract-subjects/transforms.ts';
import { writesWith } from '../../support/contract-subjects/writes.ts';
import { flowRow } from '../../support/flow-contract.ts';
import { foldRow } from '../../support/fold-contract.ts';
import { expectGolden } from '../../support/golden-text.ts';
import { nodeRow } from '../../support/node-contract.ts';
import { readRow } from '../../support/read-contract.ts';

/** Nothing is opened for the table. */
const postgres = { missing: 'not asked for' };
const rowsOf = <Contract>(contracts: Readonly<Record<string, Contract>>, rowOf: (contract: Contract) => ContractRow) =>
  Object.entries(contracts).map(([name, contract]) => [name, rowOf(contract)] as const);
const table = new Map([
  ...rowsOf(readsWith(postgres), readRow),
  ...rowsOf({ ...transforms, ...steps, ...writesWith(postgres) }, nodeRow),
  ...rowsOf(folds, foldRow),
  ...rowsOf(flows, flowRow),
]);

test('the table has every kind of node, connector and runner, and no empty cell', () => {
  const rows = [...table.keys()];
  for (const [name, row] of table) expect(Object.keys(row), name).toEqual(contractCases);
  for (const kind of [...nodeKinds.map(({ name }) => name), 'group'])
    expect(rows, kind).toContainEqual(expect.stringMatching(new RegExp(`^${kind}\\b`)));
  for (const { name, canRead, canWrite } of connectors) {
    if (canRead) expect(rows, name).toContainEqual(expect.stringContaining(`read from ${name}`));
    if (canWrite) expect(rows, name).toContainEqual(expect.stringContaining(`write to ${name}`));
  }
  for (const { name } of runners)
    for (const mode of ['record', 'batch', 'whole']) expect(rows).toContain(`task of ${name}, mode: ${mode}`);
  expectGolden(contractPage(table), 'test/runtime/nodes/contract.md');
});

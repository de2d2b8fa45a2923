/**
 * Every kind of node, connector and runner, in every case of one contract. test/runtime/nodes/contract.md shows the table; a cell
 * without a test says why there can be none.
 */
import { connectors, nodeKinds, runners } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { type ContractTable, contractCases, contractPage } from '../../support/contract-cases.ts';
import { flows } from '../../support/contract-subjects/flows.ts';
import { folds } from '../../support/contract-subjects/folds.ts';
import { readsWith } from '../../support/contract-subjects/reads.ts';
import { steps } from '../../support/contract-subjects/steps.ts';
import { transforms } from '../../support/contract-subjects/transforms.ts';
import { writesWith } from '../../support/contract-subjects/writes.ts';
import { checkFlowContract } from '../../support/flow-contract.ts';
import { checkFoldContract } from '../../support/fold-contract.ts';
import { expectGolden } from '../../support/golden-text.ts';
import { checkNodeContract } from '../../support/node-contract.ts';
import { findPostgres } from '../../support/postgres.ts';
import { checkReadContract } from '../../support/read-contract.ts';

const postgres = await findPostgres();
const table: ContractTable = new Map();

for (const [name, contract] of Object.entries(readsWith(postgres))) checkReadContract(table, name, contract);
for (const [name, contract] of Object.entries({ ...transforms, ...steps, ...writesWith(postgres) }))
  checkNodeContract(table, name, contract);
for (const [name, contract] of Object.entries(folds)) checkFoldContract(table, name, contract);
for (const [name, contract] of Object.entries(flows)) checkFlowContract(table, name, contract);

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

/** Every connector that is read and written in every case of the contract; contract.test.ts has the table. */
import { readsWith } from '../../support/contract-subjects/reads.ts';
import { writesWith } from '../../support/contract-subjects/writes.ts';
import { checkNodeContract } from '../../support/node-contract.ts';
import { findPostgres } from '../../support/postgres.ts';
import { checkReadContract } from '../../support/read-contract.ts';

const postgres = await findPostgres();
/** Without a PostgreSQL, which continuous integration always has, its rows are left out. */
const openable = <Contract>(contracts: Readonly<Record<string, Contract>>) =>
  Object.entries(contracts).filter(([name]) => postgres.missing === undefined || !name.endsWith(' postgres'));

for (const [name, contract] of openable(readsWith(postgres))) checkReadContract(name, contract);
for (const [name, contract] of openable(writesWith(postgres))) checkNodeContract(name, contract);

/** What is held as whole flows in every case of the contract; contract.test.ts has the table. */
import { describeContract } from '../../support/contract-cases.ts';
import { flows } from '../../support/contract-subjects/flows.ts';
import { flowRow } from '../../support/flow-contract.ts';

for (const [name, contract] of Object.entries(flows)) describeContract(name, flowRow(contract));

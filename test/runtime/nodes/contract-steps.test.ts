/** Every runner in every mode and case of the contract; contract.test.ts has the table. */
import { steps } from '../../support/contract-subjects/steps.ts';
import { checkNodeContract } from '../../support/node-contract.ts';

for (const [name, contract] of Object.entries(steps)) checkNodeContract(name, contract);

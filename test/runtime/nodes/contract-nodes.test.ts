/** Every kind of node of a plan in every case of the contract; contract.test.ts has the table. */
import { folds } from '../../support/contract-subjects/folds.ts';
import { transforms } from '../../support/contract-subjects/transforms.ts';
import { checkFoldContract } from '../../support/fold-contract.ts';
import { checkNodeContract } from '../../support/node-contract.ts';

for (const [name, contract] of Object.entries(transforms)) checkNodeContract(name, contract);
for (const [name, contract] of Object.entries(folds)) checkFoldContract(name, contract);

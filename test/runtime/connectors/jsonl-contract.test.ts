import { describeConnector } from '../../support/connector-contract.ts';

describeConnector({ name: 'jsonl', extension: 'jsonl' });

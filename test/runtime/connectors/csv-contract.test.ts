import { describeConnector } from '../../support/connector-contract.ts';

describeConnector({ name: 'csv', extension: 'csv' });

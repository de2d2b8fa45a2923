import { describeConnector } from '../../support/connector-contract.ts';

describeConnector({ name: 'parquet', extension: 'parquet' });

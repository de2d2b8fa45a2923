export * from './batch/batch.ts';
export type * from './connectors/connector.ts';
export * from './connectors/index.ts';
export * from './values/fit-value.ts';

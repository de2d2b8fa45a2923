export * from './batch/batch.ts';
export type * from './connectors/connector.ts';
export * from './connectors/index.ts';
export * from './execute/clock.ts';
export * from './execute/run-error.ts';
export * from './execute/run-plan.ts';
export * from './values/fit-value.ts';

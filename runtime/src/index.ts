export * from './batch/batch.ts';

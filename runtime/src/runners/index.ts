import type { TaskStage } from '@millrace/grammar';
import { nodeRunner } from './node-runner.ts';
import type { Runner } from './runner.ts';

/** Every runner of the catalogue that runs; a test compares. */
export const runners: { readonly [Name in TaskStage['runner']['name']]?: Runner } = { node: nodeRunner };

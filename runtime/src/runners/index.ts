import type { TaskStage } from '@millrace/grammar';
import { bashRunner } from './bash/bash-runner.ts';
import { nodeRunner } from './node-runner.ts';
import { pythonRunner } from './python/python-runner.ts';
import type { Runner } from './runner.ts';

/** Every runner of the catalogue; a test compares. */
export const runners: { readonly [Name in TaskStage['runner']['name']]: Runner } = {
  node: nodeRunner,
  python: pythonRunner,
  bash: bashRunner,
};

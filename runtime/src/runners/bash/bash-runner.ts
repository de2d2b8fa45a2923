import type { Runner } from '../runner.ts';
import { BashRun } from './bash-run.ts';

/** Runs a shell script: once for each batch of records, for all of them, or for what it does. */
export const bashRunner: Runner = {
  name: 'bash',
  async open(stage, context) {
    return new BashRun(stage, context);
  },
};

import { startNode } from './node-wire.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Runner } from './runner.ts';

/** Runs a function of a JavaScript or TypeScript file in a process of its own. */
export const nodeRunner: Runner = {
  name: 'node',
  async open(stage, context) {
    const runner = new ProcessRunner(startNode, stage, context);
    await runner.open();
    return runner;
  },
};

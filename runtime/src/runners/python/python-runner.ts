import { ProcessRunner } from '../process-runner.ts';
import type { Runner } from '../runner.ts';
import { startPython } from './python-wire.ts';

/** Runs a function of a Python file in a process of its own. */
export const pythonRunner: Runner = {
  name: 'python',
  async open(stage, context) {
    const runner = new ProcessRunner(startPython, stage, context);
    await runner.open();
    return runner;
  },
};

import { confinementFor } from '../confinement.ts';
import { ProcessRunner } from '../process-runner.ts';
import type { Runner } from '../runner.ts';
import { startPython } from './python-wire.ts';

/** Runs a function of a Python file in a process of its own. */
export const pythonRunner: Runner = {
  name: 'python',
  async open(stage, context) {
    const confine = confinementFor(stage, context.projectFolder);
    const runner = new ProcessRunner((setting) => startPython(setting, confine), stage, context);
    await runner.open();
    return runner;
  },
};

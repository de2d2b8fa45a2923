import { RunError } from '../execute/run-error.ts';
import { runners } from '../runners/index.ts';
import { type NodeBehaviour, oneBatch } from './node-behaviour.ts';
import { recordFit } from './record-fit.ts';
import { taskInput } from './task-input.ts';
import { taskResult } from './task-result.ts';

/** User code over records. What it returns is checked against the task's schema; a task without inputs is called once. */
export const task: NodeBehaviour<'task'> = {
  kind: 'task',
  async open(stage, context) {
    const code = runners[stage.runner.name];
    if (code === undefined) throw new RunError('kind-not-runnable', `There is no runner ${stage.runner.name}`);
    const runner = await code.open(stage, context);
    const fit = stage.output && recordFit(stage.output);
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: true,
      keepsTimeout: true,
      process: async (batch, attempt) => {
        const given = stage.input === undefined ? batch : taskInput(batch, stage.input);
        return taskResult(stage, batch, await runner.call(given, attempt), fit);
      },
      doneInFlight: () => runner.doneInCall,
      close: () => runner.close(),
    };
  },
};

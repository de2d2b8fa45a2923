import type { TaskStage } from '@millrace/grammar';
import { runners } from '../runners/index.ts';
import type { OpenRunner } from '../runners/runner.ts';
import { RunnerPool } from '../runners/runner-pool.ts';
import { type NodeBehaviour, type OpenTransform, oneBatch } from './node-behaviour.ts';
import { recordFit } from './record-fit.ts';
import { taskInput } from './task-input.ts';
import { taskResult } from './task-result.ts';
import { openWholeTask } from './task-whole.ts';

/** User code over records. What it returns is checked against the task's schema; a task without inputs is called once. */
export const task: NodeBehaviour<'task'> = {
  kind: 'task',
  async open(stage, context) {
    const openOne = () => runners[stage.runner.name].open(stage, context);
    if (stage.mode === 'whole') return openWholeTask(stage, context, await openOne());
    const { scale } = stage.deployment ?? {};
    return perBatch(stage, await RunnerPool.open(openOne, scale ?? { min: 1, max: 1 }));
  },
};

function perBatch(stage: TaskStage, runner: OpenRunner): OpenTransform {
  const fit = stage.output && recordFit(stage.output);
  const workers = stage.deployment?.scale?.max ?? 1;
  return {
    role: 'transform',
    inFlight: { ...oneBatch, batches: workers },
    isRetryable: true,
    keepsTimeout: true,
    process: async (batch, attempt) => {
      const given = stage.input === undefined ? batch : taskInput(batch, stage.input);
      return taskResult(stage, batch, await runner.call(given, attempt), fit);
    },
    doneInFlight: () => runner.doneInCall,
    close: () => runner.close(),
  };
}

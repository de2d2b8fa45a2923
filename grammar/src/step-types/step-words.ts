import { stepModeOf } from '../analysis/step-mode.ts';
import type * as ast from '../generated/ast.ts';

/** What a step says that nobody has written. */
export function notWritten(task: ast.TaskNode): string {
  return `The code of "${task.name}" is not written yet`;
}

const inputNames = { record: 'record', batch: 'records', whole: 'inputs' } as const;

/** What a function calls the first thing that it gets. */
export function inputNameOf(task: ast.TaskNode): string {
  return inputNames[stepModeOf(task)];
}

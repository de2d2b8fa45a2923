/** Runs code of each language in a task, as `runTask` does for Node. */
import type { TaskStage } from '@millrace/grammar';
import { runTask, type TaskRun, type TaskSetting } from './run-task.ts';

export type Language = TaskStage['runner']['name'];

const files: Record<Language, string> = { node: 'steps/step.mjs', python: 'steps/step.py', bash: 'steps/step.sh' };

/** The runner for code whose function is called `step`. */
export function runnerOf(name: Language): TaskStage['runner'] {
  return { name, file: files[name], export: name === 'bash' ? '' : 'step' };
}

export function runCode(language: Language, code: string, setting: Partial<TaskSetting> = {}): Promise<TaskRun> {
  return runTask({ code, file: files[language], runner: runnerOf(language), ...setting });
}

/** The code that a task begins with: a function with the right name and the right types that says that it is not written yet. */
import type * as ast from '../generated/ast.ts';
import { bashStep } from './bash-step.ts';
import { pythonFunction, pythonStep } from './python/python-step.ts';
import { javaScriptFunction, typeScriptFunction, typeScriptStep } from './script-step.ts';

export type StepLanguage = 'typescript' | 'javascript' | 'python' | 'bash';

const languages: Record<
  StepLanguage,
  { ending: RegExp; file(task: ast.TaskNode): string; part?(task: ast.TaskNode): string }
> = {
  typescript: { ending: /\.m?ts$/, file: typeScriptStep, part: typeScriptFunction },
  javascript: { ending: /\.m?js$/, file: javaScriptFunction, part: javaScriptFunction },
  python: { ending: /\.py$/, file: pythonStep, part: pythonFunction },
  bash: { ending: /\.sh$/, file: bashStep },
};

/** By the ending of a file; undefined where no step is written in it. */
export function stepLanguageOf(path: string): StepLanguage | undefined {
  const names = Object.keys(languages) as StepLanguage[];
  return names.find((name) => languages[name].ending.test(path));
}

/**
 * The whole text of a new file. Its types come from the file that `millrace types` writes; what it imports of that is no import
 * when the step runs, so that file need not be there.
 */
export function stepTemplate(task: ast.TaskNode, language: StepLanguage): string {
  return languages[language].file(task);
}

/** The function alone, for a file that has others already; undefined where a file is one step as a whole. */
export function stepFunction(task: ast.TaskNode, language: StepLanguage): string | undefined {
  return languages[language].part?.(task);
}

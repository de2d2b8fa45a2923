/** The code that a task begins with: a function with the right name and the right types that says that it is not written yet. */
import { AstUtils } from 'langium';
import { docComment } from '../analysis/doc-comment.ts';
import type * as ast from '../generated/ast.ts';
import { docLines } from './doc-lines.ts';
import { stepCodeOf, typesSpecifier } from './step-code.ts';
import { stepModeOf } from './task-types.ts';
import { isIdentifier, taskTypeNames } from './type-names.ts';

export type StepLanguage = 'typescript' | 'javascript' | 'python';

/** By the ending of a file; undefined where no step is written in it. */
export function stepLanguageOf(path: string): StepLanguage | undefined {
  if (/\.m?ts$/.test(path)) return 'typescript';
  if (/\.m?js$/.test(path)) return 'javascript';
  return path.endsWith('.py') ? 'python' : undefined;
}

/**
 * The whole text of a new file. Its types come from the file that `millrace types` writes; an `import type` is no import when
 * the step runs, so that file need not be there.
 */
export function stepTemplate(task: ast.TaskNode, language: StepLanguage): string {
  if (language !== 'typescript') return stepFunction(task, language);
  const name = typeNameOf(task);
  return `import type { ${name} } from ${fromTypes(task)};\n\n${scriptFunction(task, { before: `: ${name}` })}`;
}

/** The function alone, for a file that has others already. */
export function stepFunction(task: ast.TaskNode, language: StepLanguage): string {
  if (language === 'python') return pythonFunction(task);
  const type = `import(${fromTypes(task)}).${typeNameOf(task)}`;
  return language === 'typescript'
    ? scriptFunction(task, { before: `: ${type}` })
    : scriptFunction(task, { before: '', jsDoc: `@type {${type}}` });
}

function scriptFunction(task: ast.TaskNode, { before, jsDoc }: { before: string; jsDoc?: string }): string {
  const exported = stepCodeOf(task).function;
  const isPlain = isIdentifier(exported);
  const name = isPlain ? exported : isIdentifier(task.name) ? task.name : 'step';
  const doc = docLines([docComment(task), jsDoc]);
  const head = `${isPlain ? 'export ' : ''}const ${name}${before} = (${inputNameOf(task)}, context) => {`;
  const tail = isPlain
    ? ''
    : exported === 'default'
      ? `\nexport default ${name};\n`
      : `\nexport { ${name} as ${JSON.stringify(exported)} };\n`;
  return `${doc}${head}\n  throw new Error(${JSON.stringify(notWritten(task))});\n};\n${tail}`;
}

function pythonFunction(task: ast.TaskNode): string {
  const named = stepCodeOf(task).function;
  const name = /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(named) ? named : 'main';
  const doc = docComment(task)?.replaceAll('\\', '\\\\').replaceAll('"""', "'''").split('\n').join('\n    ');
  const lines = doc === undefined ? '' : `    """${doc.endsWith('"') ? `${doc} ` : doc}"""\n`;
  return `def ${name}(${inputNameOf(task)}, context):\n${lines}    raise NotImplementedError(${JSON.stringify(notWritten(task))})\n`;
}

function notWritten(task: ast.TaskNode): string {
  return `The code of "${task.name}" is not written yet`;
}

const inputNames = { record: 'record', batch: 'records', whole: 'inputs' } as const;

function inputNameOf(task: ast.TaskNode): string {
  return inputNames[stepModeOf(task)];
}

function typeNameOf(task: ast.TaskNode): string {
  const file = AstUtils.getDocument(task).parseResult.value as ast.FlowFile;
  return taskTypeNames(file).get(task) ?? 'Step';
}

/** In quotes. */
function fromTypes(task: ast.TaskNode): string {
  const path = typesSpecifier(AstUtils.getDocument(task), stepCodeOf(task).file);
  return `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

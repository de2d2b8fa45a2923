/** Steps in TypeScript and JavaScript. */
import { AstUtils, type LangiumDocument, UriUtils } from 'langium';
import { docComment } from '../analysis/doc-comment.ts';
import type * as ast from '../generated/ast.ts';
import { resolvePath } from '../names/import-uri.ts';
import { docLines } from './doc-lines.ts';
import { stepCodeOf } from './step-code.ts';
import { inputNameOf, notWritten } from './step-words.ts';
import { isIdentifier, taskTypeNames } from './type-names.ts';
import { typesSpecifier } from './types-import.ts';

export function typeScriptStep(task: ast.TaskNode): string {
  const name = typeNameOf(task);
  return `import type { ${name} } from ${fromTypes(task)};\n\n${scriptFunction(task, { before: `: ${name}` })}`;
}

export function typeScriptFunction(task: ast.TaskNode): string {
  return scriptFunction(task, { before: `: import(${fromTypes(task)}).${typeNameOf(task)}` });
}

export function javaScriptFunction(task: ast.TaskNode): string {
  return scriptFunction(task, { before: '', jsDoc: `@type {import(${fromTypes(task)}).${typeNameOf(task)}}` });
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

function typeNameOf(task: ast.TaskNode): string {
  const file = AstUtils.getDocument(task).parseResult.value as ast.FlowFile;
  return taskTypeNames(file).get(task) ?? 'Step';
}

/** In quotes. */
function fromTypes(task: ast.TaskNode): string {
  const path = specifierFrom(AstUtils.getDocument(task), stepCodeOf(task).file);
  return `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function specifierFrom(document: LangiumDocument, step: string | undefined): string {
  const file = step === undefined ? document.uri : resolvePath(document, step);
  return typesSpecifier(document.uri, UriUtils.dirname(file));
}

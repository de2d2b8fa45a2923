/** Steps in Python. Imports start in the folder of the project, as editors and checkers take the folder that is open. */
import { AstUtils } from 'langium';
import { docComment } from '../../analysis/doc-comment.ts';
import type * as ast from '../../generated/ast.ts';
import { stepCodeOf } from '../step-code.ts';
import { inputNameOf, notWritten } from '../step-words.ts';
import { TypeNames, taskTypeNames } from '../type-names.ts';
import { pythonTypesModule } from '../types-import.ts';
import { docString } from './doc-string.ts';
import { isPythonName, pythonNeeded, pythonReserved } from './python-names.ts';

/** With its types where an import can name the module that has them. */
export function pythonStep(task: ast.TaskNode): string {
  const document = AstUtils.getDocument(task);
  const module = pythonTypesModule(document.uri, document);
  if (module === undefined) return pythonFunction(task);
  const names = taskTypeNames(document.parseResult.value as ast.FlowFile, new TypeNames(pythonNeeded, pythonReserved));
  const type = names.get(task) ?? 'Step';
  return `from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ${module} import ${type}  # pyright: ignore[reportMissingModuleSource]


${functionText(task, type)}`;
}

export function pythonFunction(task: ast.TaskNode): string {
  return functionText(task, undefined);
}

const inputTypes: Readonly<Record<string, (type: string) => string>> = {
  record: (type) => `${type}.Record`,
  records: (type) => `list[${type}.Record]`,
  inputs: (type) => `${type}.Inputs`,
};

function functionText(task: ast.TaskNode, type: string | undefined): string {
  const named = stepCodeOf(task).function;
  const name = isPythonName(named) ? named : 'main';
  const input = inputNameOf(task);
  const taken =
    type === undefined ? `${input}, context` : `${input}: ${inputTypes[input]?.(type)}, context: ${type}.Context`;
  const gives = type === undefined ? '' : ` -> ${type}.Return`;
  const doc = docString(docComment(task), '    ');
  return `def ${name}(${taken})${gives}:\n${doc}    raise NotImplementedError(${JSON.stringify(notWritten(task))})\n`;
}

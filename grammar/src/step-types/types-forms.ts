/** The one list of languages that have types of steps. Deleting a line here takes one away. */
import { CodeTypes } from './code-types.ts';
import { pythonModuleOf, pythonNeeded, pythonReserved } from './python/python-names.ts';
import { pythonTask, stepContext } from './python/python-task.ts';
import { PythonTypes } from './python/python-types.ts';
import { taskTypes } from './task-types.ts';
import { TypeNames } from './type-names.ts';
import type { TypesForm } from './types-form.ts';

export const typeScriptForm: TypesForm = {
  runner: 'node',
  ending: '.flow.d.ts',
  fileName: (flowName) => `${flowName}.d.ts`,
  comment: '//',
  names: () => new TypeNames(),
  declarations(tasks, names, docs) {
    const types = new CodeTypes(names, docs);
    const texts = tasks.map(({ name, step }) => taskTypes(name, step, types));
    return [...(types.usesJson ? [json] : []), ...types.interfaces, ...texts];
  },
};

const json = 'export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };\n';

export const pythonForm: TypesForm = {
  runner: 'python',
  ending: '_flow.pyi',
  fileName: (flowName) => `${pythonModuleOf(flowName)}.pyi`,
  comment: '#',
  names: () => new TypeNames(pythonNeeded, pythonReserved),
  declarations(tasks, names, docs) {
    const types = new PythonTypes(names, docs);
    const texts = tasks.map(({ name, step }) => pythonTask(name, step, types));
    return [imports, stepContext, ...types.classes, ...texts];
  },
};

/** In a file of types every checker knows `typing_extensions`, whatever is installed. */
const imports = `from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from typing_extensions import NotRequired, TypeAlias, TypedDict
`;

export const typesForms: readonly TypesForm[] = [typeScriptForm, pythonForm];

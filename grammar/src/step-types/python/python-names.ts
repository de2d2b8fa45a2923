/** Names of Python: what may be called what in a file of types, and how the module is called that holds them. */

/** What the file itself needs, and what stands in the class of each task. */
export const pythonNeeded: readonly string[] = [
  ...['Any', 'Iterable', 'NotRequired', 'Sequence', 'TypeAlias', 'TypedDict', 'date', 'datetime', 'timedelta'],
  ...['bool', 'bytes', 'dict', 'float', 'int', 'list', 'object', 'str'],
  ...['Context', 'Inputs', 'Parameters', 'Record', 'Result', 'Return', 'StepContext'],
];

export const pythonReserved: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import ' +
    'in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

export function isPythonName(name: string): boolean {
  return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name) && !pythonReserved.has(name);
}

/** A name within a class; with two underscores before it Python would change it. */
export function isMemberName(name: string): boolean {
  return isPythonName(name) && !name.startsWith('__');
}

/** `main.flow` as `main_flow`, so that an import can name it. */
export function pythonModuleOf(flowName: string): string {
  const name = flowName.replaceAll(/[^\p{ID_Continue}]/gu, '_');
  return isPythonName(name) ? name : `_${name}`;
}

/** The way to the module from the folder that imports start in; undefined where a folder has a name that no import can say. */
export function pythonImportOf(folders: readonly string[], flowName: string): string | undefined {
  return folders.every(isPythonName) ? [...folders, pythonModuleOf(flowName)].join('.') : undefined;
}

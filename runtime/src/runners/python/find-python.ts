/** Which Python runs the steps of a project: MILLRACE_PYTHON, else the one of its `.venv`, else `python3` of the path. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** As sys.version_info has it; the code of step/ needs no more. */
export const oldestPython = [3, 9] as const;

export const pythonWayOut = `install Python ${oldestPython.join('.')} or newer, or name one in MILLRACE_PYTHON`;

/** A path, or a name to be looked up in the PATH; whether it can be started shows when it is. */
export function pythonCommand(projectFolder: string): string {
  const named = process.env.MILLRACE_PYTHON;
  if (named !== undefined && named !== '') return named;
  const own = ['.venv/bin/python3', '.venv/Scripts/python.exe'].map((path) => join(projectFolder, path));
  return own.find((path) => existsSync(path)) ?? (process.platform === 'win32' ? 'python' : 'python3');
}

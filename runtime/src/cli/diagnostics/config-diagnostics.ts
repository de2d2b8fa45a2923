import { configOf } from '../../project/project-config.ts';
import { NotUtf8Error } from '../../project/strict-utf8.ts';
import type { FileDiagnostic } from './file-diagnostic.ts';
import { notUtf8 } from './not-utf8.ts';

/** What is wrong with the millrace.json of a folder; nothing where it has none. */
export function configDiagnostics(folder: string): FileDiagnostic[] {
  try {
    const { path: file, mistakes } = configOf(folder) ?? { path: '', mistakes: [] };
    return mistakes.map(({ code, message, range }) => ({
      file,
      range,
      severity: 'error',
      code,
      message: `millrace.json ${message}`,
      related: [],
    }));
  } catch (failure) {
    if (failure instanceof NotUtf8Error) return [notUtf8(failure)];
    throw failure;
  }
}

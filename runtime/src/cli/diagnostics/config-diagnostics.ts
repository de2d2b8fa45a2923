import { type KnownFlows, parameterMistakes } from '@millrace/grammar';
import { configOf } from '../../project/project-config.ts';
import { NotUtf8Error } from '../../project/strict-utf8.ts';
import type { FileDiagnostic } from './file-diagnostic.ts';
import { notUtf8 } from './not-utf8.ts';

/** What is wrong with the millrace.json of a folder; nothing where it has none. `flows`: undefined where not all are known. */
export function configDiagnostics(folder: string, flows: KnownFlows | undefined): FileDiagnostic[] {
  try {
    const config = configOf(folder);
    if (config === undefined) return [];
    const { path: file, text, mistakes } = config;
    const all = flows === undefined ? mistakes : [...mistakes, ...parameterMistakes(text, flows)];
    return all.map(({ code, message, range }) => ({
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

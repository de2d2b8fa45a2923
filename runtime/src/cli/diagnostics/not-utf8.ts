import type { NotUtf8Error } from '../../project/strict-utf8.ts';
import type { FileDiagnostic } from './file-diagnostic.ts';

/** A file without text still has its place in the list of what is wrong. */
export function notUtf8({ file, line, message }: NotUtf8Error): FileDiagnostic {
  const start = { line, character: 0 };
  return { file, range: { start, end: start }, severity: 'error', code: 'FLOW599', message, related: [] };
}

import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { absolutePath, backslashPath, codeMissing, dataMissing, emptyPath } from '../diagnostics/project.ts';
import type { Check, CheckContext } from './check.ts';
import { type NamedFile, namedFiles } from './named-files.ts';

/** [P4] Code is there, data may still come, and a path means the same on every machine. */
export const checkFiles: Check = (context) => {
  for (const file of namedFiles(context)) {
    const diagnostic = problemOf(file, context);
    if (diagnostic !== undefined) context.accept(diagnostic);
  }
};

function problemOf({ path, uri, place, use }: NamedFile, { ports }: CheckContext): FlowDiagnostic | undefined {
  if (path === '') return emptyPath(place);
  if (path.includes('\\')) return backslashPath(place, path);
  if (use !== 'write' && ports.fileExists?.(uri) === false) {
    return use === 'code' ? codeMissing(place, path) : dataMissing(place, path);
  }
  return /^(\/|[A-Za-z]:)/.test(path) ? absolutePath(place, path) : undefined;
}

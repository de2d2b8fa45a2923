import { displayPath } from './display-path.ts';
import type { FileDiagnostic } from './file-diagnostic.ts';

/** One object: `{ diagnostics, files }`, as docs/reference/cli.md gives it. */
export function printJson(diagnostics: readonly FileDiagnostic[], options: { cwd: string; files: number }): string {
  const { cwd, files } = options;
  const shown = diagnostics.map(({ file, range, severity, code, message, related }) => ({
    file: displayPath(file, cwd),
    range,
    severity,
    code,
    message,
    related: related.map((place) => ({ ...place, file: displayPath(place.file, cwd) })),
  }));
  return `${JSON.stringify({ diagnostics: shown, files }, undefined, 2)}\n`;
}

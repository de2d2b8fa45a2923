import { displayPath } from './display-path.ts';
import type { FileDiagnostic } from './file-diagnostic.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const;

/** Workflow commands of GitHub Actions: they appear beside the lines of a pull request. */
export function printGithub(diagnostics: readonly FileDiagnostic[], cwd: string): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic, cwd)}\n`).join('');
}

function annotation({ file, range, severity, code, message }: FileDiagnostic, cwd: string): string {
  const properties = {
    file: displayPath(file, cwd),
    line: range.start.line + 1,
    col: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    title: code,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${written.join(',')}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

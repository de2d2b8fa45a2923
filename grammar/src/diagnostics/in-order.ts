import type { FlowDiagnostic } from './diagnostic.ts';
import { rangeOf } from './range-of.ts';

/** In the order of the text. */
export function inOrder(diagnostics: readonly FlowDiagnostic[]): FlowDiagnostic[] {
  const placed = diagnostics.map((diagnostic) => ({ diagnostic, start: rangeOf(diagnostic.place).start }));
  placed.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
  return placed.map(({ diagnostic }) => diagnostic);
}

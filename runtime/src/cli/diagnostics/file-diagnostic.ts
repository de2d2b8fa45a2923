import { fileURLToPath } from 'node:url';
import { type FlowDiagnostic, toLspDiagnostic } from '@millrace/grammar';
import { AstUtils, type LangiumDocument } from 'langium';

/** A mistake as it is shown outside of an editor: plain data with files by path. Positions are zero-based, as in LSP. */
export interface FileDiagnostic {
  /** Absolute. */
  file: string;
  range: TextRange;
  severity: Severity;
  code: string;
  message: string;
  related: { file: string; range: TextRange; message: string }[];
}

export type Severity = FlowDiagnostic['severity'];

export interface TextRange {
  start: TextPosition;
  end: TextPosition;
}

export interface TextPosition {
  line: number;
  character: number;
}

export function fileDiagnostic(diagnostic: FlowDiagnostic, document: LangiumDocument): FileDiagnostic {
  const { range, relatedInformation = [] } = toLspDiagnostic(diagnostic);
  const { node } = diagnostic.place;
  return {
    file: (node.$cstNode ? AstUtils.getDocument(node) : document).uri.fsPath,
    range,
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    related: relatedInformation.map(({ location, message }) => ({
      file: fileURLToPath(location.uri),
      range: location.range,
      message,
    })),
  };
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };

/** By file, then by place, the graver first where two stand in one place. */
export function byPlace(left: FileDiagnostic, right: FileDiagnostic): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return (
    left.range.start.line - right.range.start.line ||
    left.range.start.character - right.range.start.character ||
    severityRank[left.severity] - severityRank[right.severity]
  );
}

/** Each once: a file that several import tells its mistakes to each of them. */
export function distinct(diagnostics: readonly FileDiagnostic[]): FileDiagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

export function hasErrors(diagnostics: readonly FileDiagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

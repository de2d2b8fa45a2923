import { AstUtils } from 'langium';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { FlowDiagnostic, Place } from './diagnostic.ts';
import { rangeOf } from './range-of.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;
const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** A mistake in the form the Language Server Protocol gives it: plain JSON, without nodes of the tree. */
export function toLspDiagnostic(diagnostic: FlowDiagnostic): Diagnostic {
  const { code, severity, message, place, related, tag, data } = diagnostic;
  return {
    range: rangeOf(place),
    severity: severities[severity],
    code,
    source: 'millrace',
    message,
    ...(tag !== undefined && { tags: [tags[tag]] }),
    ...(related !== undefined && { relatedInformation: related.map(toRelatedInformation) }),
    ...(data !== undefined && { data }),
  };
}

function toRelatedInformation({ message, place }: { message: string; place: Place }) {
  return { message, location: { uri: AstUtils.getDocument(place.node).uri.toString(), range: rangeOf(place) } };
}

/** Leaves out of a diagnostic what the client did not say it understands; the words and the place are always there. */
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver';

export type FitDiagnostic = (diagnostic: Diagnostic) => Diagnostic;

export function fitDiagnostics({ textDocument }: ClientCapabilities): FitDiagnostic {
  const can = { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic };
  const tags = can.tagSupport?.valueSet ?? [];
  return ({ relatedInformation, codeDescription, data, tags: all = [], ...rest }) => {
    const known = all.filter((tag) => tags.includes(tag));
    return {
      ...rest,
      ...(known.length > 0 && { tags: known }),
      ...(relatedInformation !== undefined && can.relatedInformation && { relatedInformation }),
      ...(codeDescription !== undefined && can.codeDescriptionSupport && { codeDescription }),
      ...(data !== undefined && can.dataSupport && { data }),
    };
  };
}

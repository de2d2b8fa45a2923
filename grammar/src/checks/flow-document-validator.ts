import { Cancellation, type DocumentValidator, type LangiumDocument, type ValidationOptions } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { toLspDiagnostic } from '../diagnostics/to-lsp-diagnostic.ts';
import { checkInTurns } from './check-document.ts';

/** Langium's own messages for syntax and links are replaced by ours, which have codes; so all come from one place. */
export class FlowDocumentValidator implements DocumentValidator {
  async validateDocument(
    document: LangiumDocument,
    _options?: ValidationOptions,
    token = Cancellation.CancellationToken.None,
  ): Promise<Diagnostic[]> {
    return (await checkInTurns(document, token)).map(toLspDiagnostic);
  }
}

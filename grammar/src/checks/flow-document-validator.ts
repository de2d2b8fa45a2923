import type { DocumentValidator, LangiumDocument, ValidationOptions } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { toLspDiagnostic } from '../diagnostics/to-lsp-diagnostic.ts';
import { checkDocument } from './check-document.ts';

/** Langium's own messages for syntax and links are replaced by ours, which have codes; so all come from one place. */
export class FlowDocumentValidator implements DocumentValidator {
  async validateDocument(document: LangiumDocument, _options?: ValidationOptions): Promise<Diagnostic[]> {
    return checkDocument(document).map(toLspDiagnostic);
  }
}

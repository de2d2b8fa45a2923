import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FlowDocumentValidator } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import type { Diagnostic } from 'vscode-languageserver';

/** The pages as they are shipped beside the bundle, and as they stand in the repository. */
const pages = [
  '../docs/reference/diagnostics/',
  '../../docs/reference/diagnostics/',
  '../../../docs/reference/diagnostics/',
]
  .map((path) => new URL(path, import.meta.url))
  .find((folder) => existsSync(fileURLToPath(folder)));

/** The code of a mistake leads to the page that explains it, which is a file beside this server: it needs no network. */
export class LinkedDiagnostics extends FlowDocumentValidator {
  override async validateDocument(document: LangiumDocument): Promise<Diagnostic[]> {
    const found = await super.validateDocument(document);
    return pages === undefined ? found : found.map((diagnostic) => withPage(diagnostic, pages));
  }
}

function withPage(diagnostic: Diagnostic, folder: URL): Diagnostic {
  return { ...diagnostic, codeDescription: { href: new URL(`${diagnostic.code}.md`, folder).href } };
}

/**
 * What is wrong with a document, with a link from each code to the page that explains it. A text that is too large to be
 * checked with every key says only that.
 */
import { FlowDocumentValidator, toLspDiagnostic, tooLargeForEditor } from '@millrace/grammar';
import type { LangiumDocument, ValidationOptions } from 'langium';
import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import { textMax } from '../workspace/large-texts.ts';

/** The address of the page of a code; undefined where the host has none. */
export type PageOf = (code: string) => string | undefined;

export class LinkedDiagnostics extends FlowDocumentValidator {
  private readonly pageOf: PageOf;

  constructor(pageOf: PageOf) {
    super();
    this.pageOf = pageOf;
  }

  override async validateDocument(
    document: LangiumDocument,
    options?: ValidationOptions,
    token?: CancellationToken,
  ): Promise<Diagnostic[]> {
    const isLarge = document.textDocument.getText().length > textMax;
    const found = isLarge ? [tooLarge(document)] : await super.validateDocument(document, options, token);
    return found.map((diagnostic) => this.withPage(diagnostic));
  }

  private withPage(diagnostic: Diagnostic): Diagnostic {
    const href = this.pageOf(String(diagnostic.code));
    return href === undefined ? diagnostic : { ...diagnostic, codeDescription: { href } };
  }
}

function tooLarge({ parseResult }: LangiumDocument): Diagnostic {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  return toLspDiagnostic(tooLargeForEditor({ node: parseResult.value, range }, textMax));
}

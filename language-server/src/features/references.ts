/** Where a name is used: columns, parameters and ports by what grammar knows of them, declarations by the syntax. */
import {
  interruptAndCheck,
  type LangiumDocument,
  type LangiumDocuments,
  type ReferenceDescription,
  UriUtils,
} from 'langium';
import { DefaultDocumentHighlightProvider, DefaultReferencesProvider } from 'langium/lsp';
import {
  CancellationToken,
  DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  Location,
  type ReferenceParams,
} from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';
import { locationsOf, projectTexts, symbolAtOffset } from '../symbols/symbol-at.ts';

export class FlowReferencesProvider extends DefaultReferencesProvider {
  private readonly documents: LangiumDocuments;

  constructor(services: FlowLanguageServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  override async findReferences(
    document: LangiumDocument,
    params: ReferenceParams,
    token = CancellationToken.None,
  ): Promise<Location[]> {
    await interruptAndCheck(token);
    const found = symbolAtOffset(document, document.textDocument.offsetAt(params.position));
    if (found === undefined) return super.findReferences(document, params, token);
    const locations = locationsOf(found.symbol, projectTexts(this.documents));
    const wanted = locations.filter(({ isDeclaration }) => params.context.includeDeclaration || !isDeclaration);
    return wanted.map(({ uri, range }) => Location.create(uri, range));
  }
}

export class FlowHighlights extends DefaultDocumentHighlightProvider {
  private readonly documents: LangiumDocuments;

  constructor(services: FlowLanguageServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  protected override createDocumentHighlight(reference: ReferenceDescription): DocumentHighlight {
    const { sourceUri, sourcePath, targetUri, targetPath, segment } = reference;
    const isDeclaration = sourcePath === targetPath && UriUtils.equals(sourceUri, targetUri);
    return DocumentHighlight.create(
      segment.range,
      isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    );
  }

  /** What makes a column or declares a name writes it; everything else reads it. */
  override async getDocumentHighlight(
    document: LangiumDocument,
    params: DocumentHighlightParams,
    token = CancellationToken.None,
  ): Promise<DocumentHighlight[] | undefined> {
    await interruptAndCheck(token);
    const found = symbolAtOffset(document, document.textDocument.offsetAt(params.position));
    if (found === undefined) return super.getDocumentHighlight(document, params, token);
    const here = locationsOf(found.symbol, projectTexts(this.documents)).filter(
      ({ uri }) => uri === document.textDocument.uri,
    );
    return here.map(({ range, isDeclaration }) =>
      DocumentHighlight.create(range, isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read),
    );
  }
}

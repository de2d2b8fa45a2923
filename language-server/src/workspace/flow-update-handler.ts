/**
 * Follows what changes on disk: flow files as Langium does, and the models, data and steps that flow files name. Those that
 * name a changed file are checked again. A file counts as named when its last path segment occurs in the text: too many
 * checks cost milliseconds, one too few shows something false.
 */
import { type LangiumDocuments, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export class FlowUpdateHandler extends DefaultDocumentUpdateHandler {
  private readonly documents: () => LangiumDocuments;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.documents = () => services.workspace.LangiumDocuments;
  }

  /** What was typed and not saved is gone with the editor: from here on the file counts. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.fireDocumentUpdate([URI.parse(document.uri)], []);
  }

  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    const flows = params.changes.filter(mayHoldFlows);
    if (flows.length > 0) super.didChangeWatchedFiles({ changes: flows });
    const names = params.changes.filter(mattersToTexts).map((change) => UriUtils.basename(URI.parse(change.uri)));
    if (names.length === 0) return;
    const naming = this.documents().all.filter((document) => {
      const text = document.textDocument.getText();
      return names.some((name) => text.includes(name));
    });
    const uris = naming.map((document) => document.uri).toArray();
    if (uris.length > 0) this.fireDocumentUpdate(uris, []);
  }
}

/** A flow file, or what may be a folder of some: its name has no extension. The rest must not disturb a build under way. */
function mayHoldFlows({ uri }: FileEvent): boolean {
  return ['.flow', ''].includes(UriUtils.extname(URI.parse(uri)));
}

/** Of data and code only the existence is known to the texts, of models the content too. */
function mattersToTexts({ uri, type }: FileEvent): boolean {
  if (uri.endsWith('.flow')) return false;
  return type !== FileChangeType.Changed || uri.endsWith('.onnx');
}

/**
 * Follows what changes on disk: flow files as Langium does, and the models, data and steps that flow files name. Those that
 * name a changed file, or a model that keeps weights in it, are checked again. A file counts as named when its last path segment occurs in the text: too many
 * checks cost milliseconds, one too few shows something false.
 */
import type { Ports } from '@millrace/grammar';
import { type LangiumDocuments, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { canonical, keepsWeightsIn } from './model-data.ts';

export class FlowUpdateHandler extends DefaultDocumentUpdateHandler {
  private readonly documents: () => LangiumDocuments;
  private readonly ports: Ports;

  constructor(services: LangiumSharedServices, ports: Ports) {
    super(services);
    this.documents = () => services.workspace.LangiumDocuments;
    this.ports = ports;
  }

  /** What was typed and not saved is gone with the editor: from here on the file counts. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.fireDocumentUpdate([URI.parse(document.uri)], []);
  }

  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    const flows = params.changes.filter(mayHoldFlows);
    if (flows.length > 0) super.didChangeWatchedFiles({ changes: flows });
    const uris = [...new Set([...this.naming(params.changes), ...this.keepingWeights(params.changes)])];
    if (uris.length > 0) this.fireDocumentUpdate(uris, []);
  }

  private naming(changes: readonly FileEvent[]): URI[] {
    const names = changes.filter(mattersToTexts).map((change) => UriUtils.basename(URI.parse(change.uri)));
    if (names.length === 0) return [];
    const naming = this.documents().all.filter((document) => {
      const text = document.textDocument.getText();
      return names.some((name) => text.includes(name));
    });
    return naming.map((document) => document.uri).toArray();
  }

  private keepingWeights(changes: readonly FileEvent[]): URI[] {
    const changed = new Set(changes.filter(({ uri }) => !uri.endsWith('.flow')).map(({ uri }) => canonical(uri)));
    if (changed.size === 0) return [];
    const keeping = this.documents().all.filter((document) => keepsWeightsIn(document, changed, this.ports));
    return keeping.map((document) => document.uri).toArray();
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

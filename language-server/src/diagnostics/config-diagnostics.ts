/**
 * What is wrong in each millrace.json above a flow file, and in each that is open, told where it stands; looked at again when the file
 * or the open text changes.
 */
import { configName, readConfig } from '@millrace/grammar';
import { DocumentState, URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type Diagnostic, DiagnosticSeverity, type DidChangeWatchedFilesParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfig } from '../workspace/open-configs.ts';
import type { DiagnosticStore } from './diagnostic-store.ts';

export class ConfigDiagnostics {
  private readonly services: LangiumSharedServices;
  private readonly store: DiagnosticStore;
  /** Folders above flow files, looked into once. */
  private readonly folders = new Set<string>();

  constructor(services: LangiumSharedServices, store: DiagnosticStore) {
    this.services = services;
    this.store = store;
    services.workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, ({ uri }) => {
      void this.lookAbove(UriUtils.dirname(uri));
    });
    services.lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }: DidChangeWatchedFilesParams) => {
      for (const { uri } of changes) {
        if (isConfig(URI.parse(uri))) void this.look(URI.parse(uri));
      }
    });
    const { TextDocuments } = services.workspace;
    TextDocuments.onDidChangeContent(({ document }) => this.lookAtOpen(document));
    TextDocuments.onDidClose(({ document }) => {
      if (isConfig(URI.parse(document.uri))) void this.look(URI.parse(document.uri));
    });
  }

  private async lookAbove(folder: URI): Promise<void> {
    if (folder.scheme !== 'file' || this.folders.has(folder.toString())) return;
    this.folders.add(folder.toString());
    const above = UriUtils.dirname(folder);
    await this.look(UriUtils.joinPath(folder, configName));
    if (!UriUtils.equals(above, folder)) await this.lookAbove(above);
  }

  private lookAtOpen(document: TextDocument): void {
    const uri = URI.parse(document.uri);
    if (isConfig(uri)) this.store.set(uri.toString(), mistakesIn(document.getText()), document.version);
  }

  private async look(uri: URI): Promise<void> {
    const key = uri.toString();
    const text = await this.saved(uri);
    const open = this.services.workspace.TextDocuments.get(key);
    if (open !== undefined) return this.lookAtOpen(open);
    const found = text === undefined ? undefined : mistakesIn(text);
    if (found === undefined) this.store.delete(key);
    else if (found.length > 0 || this.store.get(key) !== undefined) this.store.set(key, found);
  }

  /** undefined where there is no such file. */
  private async saved(uri: URI): Promise<string | undefined> {
    try {
      return await this.services.workspace.FileSystemProvider.readFile(uri);
    } catch {
      return undefined;
    }
  }
}

function mistakesIn(text: string): Diagnostic[] {
  return readConfig(text).mistakes.map(({ range, code, message }) => ({
    range,
    severity: DiagnosticSeverity.Error,
    code,
    source: 'millrace',
    message: `millrace.json ${message}`,
  }));
}

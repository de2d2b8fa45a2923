/** What is wrong in each millrace.json above a flow file, told where it stands; looked at again when the file changes. */
import { configName, readConfig } from '@millrace/grammar';
import { DocumentState, URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type Diagnostic, DiagnosticSeverity, type DidChangeWatchedFilesParams } from 'vscode-languageserver';
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
        if (UriUtils.basename(URI.parse(uri)) === configName) void this.look(URI.parse(uri));
      }
    });
  }

  private async lookAbove(folder: URI): Promise<void> {
    if (folder.scheme !== 'file' || this.folders.has(folder.toString())) return;
    this.folders.add(folder.toString());
    const above = UriUtils.dirname(folder);
    await this.look(UriUtils.joinPath(folder, configName));
    if (!UriUtils.equals(above, folder)) await this.lookAbove(above);
  }

  private async look(uri: URI): Promise<void> {
    const key = uri.toString();
    const found = await this.mistakes(uri);
    if (found === undefined) this.store.delete(key);
    else if (found.length > 0 || this.store.get(key) !== undefined) this.store.set(key, found);
  }

  /** undefined where there is no such file. */
  private async mistakes(uri: URI): Promise<Diagnostic[] | undefined> {
    try {
      const text = await this.services.workspace.FileSystemProvider.readFile(uri);
      return readConfig(text).mistakes.map(({ range, code, message }) => ({
        range,
        severity: DiagnosticSeverity.Error,
        code,
        source: 'millrace',
        message: `millrace.json ${message}`,
      }));
    } catch {
      return undefined;
    }
  }
}

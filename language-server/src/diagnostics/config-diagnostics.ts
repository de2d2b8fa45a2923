/**
 * What is wrong in each millrace.json above a flow file, and in each that is open, told where it stands; looked at again when the file
 * or the open text changes, and where it names flows when these have changed.
 */
import { configName, type KnownFlows, parameterMistakes, readConfig } from '@millrace/grammar';
import { DocumentState, URI, UriUtils } from 'langium';
import { type Diagnostic, DiagnosticSeverity, type DidChangeWatchedFilesParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { FlowNews } from '../project-config/flow-news.ts';
import { knownFlows } from '../project-config/project-flows.ts';
import type { FlowLspServices } from '../services.ts';
import { isConfig } from '../workspace/open-configs.ts';
import type { DiagnosticStore } from './diagnostic-store.ts';

export class ConfigDiagnostics {
  private readonly all: FlowLspServices;
  private readonly services: FlowLspServices['shared'];
  private readonly store: DiagnosticStore;
  /** Folders above flow files, looked into once. */
  private readonly folders = new Set<string>();
  /** Those that name flows: their text, and the flows that were known when their mistakes were told. */
  private readonly naming = new Map<string, { text: string; flows: string; version: number | undefined }>();

  constructor(all: FlowLspServices, store: DiagnosticStore) {
    const services = all.shared;
    this.all = all;
    this.services = services;
    this.store = store;
    new FlowNews(services.workspace.DocumentBuilder, () => this.lookAtFlows());
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
    if (isConfig(uri))
      this.store.set(uri.toString(), this.mistakesIn(uri, document.getText(), document.version), document.version);
  }

  private lookAtFlows(): void {
    for (const [key, { text, flows, version }] of this.naming) {
      const uri = URI.parse(key);
      if (flows !== stampOf(knownFlows(this.all, uri)))
        this.store.set(key, this.mistakesIn(uri, text, version), version);
    }
  }

  private mistakesIn(uri: URI, text: string, version?: number): Diagnostic[] {
    const isNaming = text.includes('"parameters"');
    const flows = isNaming ? knownFlows(this.all, uri) : undefined;
    if (isNaming) this.naming.set(uri.toString(), { text, flows: stampOf(flows), version });
    else this.naming.delete(uri.toString());
    return mistakesIn(text, flows);
  }

  private async look(uri: URI): Promise<void> {
    const key = uri.toString();
    const text = await this.saved(uri);
    const open = this.services.workspace.TextDocuments.get(key);
    if (open !== undefined) return this.lookAtOpen(open);
    const found = text === undefined ? undefined : this.mistakesIn(uri, text);
    if (found === undefined) {
      this.naming.delete(key);
      this.store.delete(key);
    } else if (found.length > 0 || this.store.get(key) !== undefined) this.store.set(key, found);
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

/** To see whether they have changed. */
function stampOf(flows: KnownFlows | undefined): string {
  return JSON.stringify(flows && [...flows].map(([name, parameters]) => [name, ...parameters])) ?? '';
}

/** `flows`: undefined where not all are known. */
function mistakesIn(text: string, flows: KnownFlows | undefined): Diagnostic[] {
  const found = [...readConfig(text).mistakes, ...(flows === undefined ? [] : parameterMistakes(text, flows))];
  return found.map(({ range, code, message }) => ({
    range,
    severity: DiagnosticSeverity.Error,
    code,
    source: 'millrace',
    message: `millrace.json ${message}`,
  }));
}

/** A client over stdio of the real language server in a process of its own, as an editor starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type Diagram,
  type DiagramChangedParams,
  methods,
  type OpenDiagramResult,
} from '@millrace/language-server/protocol';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { InitializeParams } from 'vscode-languageserver';

const publishDiagnostics = {
  relatedInformation: true,
  tagSupport: { valueSet: [1, 2] },
  codeDescriptionSupport: true,
  dataSupport: true,
  versionSupport: true,
};

export interface ClientDiagnostic {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  severity: number;
  code: string;
  codeDescription?: { href: string };
  message: string;
}

export interface Position {
  line: number;
  character: number;
}

const serverFile = fileURLToPath(new URL('../../language-server/src/main.entry.ts', import.meta.url));

export class FlowClient {
  readonly connection: MessageConnection;
  private readonly server: ChildProcess;
  private readonly folder: string;
  private readonly versions = new Map<string, number>();
  private readonly published = new Map<string, ClientDiagnostic[]>();
  private readonly changes: DiagramChangedParams[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly publishListeners: ((published: { uri: string; diagnostics: ClientDiagnostic[] }) => void)[] = [];
  capabilities: Record<string, unknown> = {};
  errors = '';

  /** `params` are laid over what the client says of itself; `capabilities` part by part. */
  static async start(folder: string, entry = serverFile, params: Partial<InitializeParams> = {}): Promise<FlowClient> {
    const client = new FlowClient(folder, entry);
    await client.initialize(params);
    return client;
  }

  private constructor(folder: string, entry: string) {
    this.folder = folder;
    this.server = spawn(process.execPath, [entry, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.server.stderr?.on('data', (data) => {
      this.errors += String(data);
    });
    const { stdin, stdout } = this.server;
    if (stdin === null || stdout === null) throw new Error('The server has no stdio');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.published.set(uri, diagnostics);
      for (const listener of this.publishListeners) listener({ uri, diagnostics });
      this.wake();
    });
    this.connection.onNotification(methods.diagramChanged, (change: DiagramChangedParams) => {
      this.changes.push(change);
      this.wake();
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
    // Who waits for an answer of a server that died hears of it.
    this.server.once('exit', () => this.connection.dispose());
    this.connection.listen();
  }

  private async initialize({ capabilities, ...params }: Partial<InitializeParams>): Promise<void> {
    const result = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).toString(), name: 'test' }],
      ...params,
      capabilities: {
        ...capabilities,
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, ...capabilities?.workspace },
        textDocument: { publishDiagnostics, ...capabilities?.textDocument },
      },
    });
    this.capabilities = result.capabilities;
    await this.connection.sendNotification('initialized', {});
  }

  get pid(): number {
    return this.server.pid ?? 0;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).toString();
  }

  /** With the text on disk where none is given. */
  async open(name: string, text = readFileSync(join(this.folder, name), 'utf8')): Promise<void> {
    this.versions.set(name, 1);
    await this.openUri(this.uri(name), text);
  }

  /** By any address. */
  async openUri(uri: string, text: string): Promise<void> {
    this.published.delete(uri);
    const languageId = uri.endsWith('.json') ? 'json' : 'flow';
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the whole text; what was published before no longer counts. */
  async change(name: string, text: string): Promise<void> {
    await this.edit(name, [{ text }]);
  }

  async edit(name: string, contentChanges: unknown[]): Promise<void> {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    this.published.delete(this.uri(name));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(name), version },
      contentChanges,
    });
  }

  async close(name: string): Promise<void> {
    this.published.delete(this.uri(name));
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
  }

  /** The next diagnostics the server publishes for the file, or those it has published since the last change. */
  diagnostics(name: string, isWanted?: (found: ClientDiagnostic[]) => boolean): Promise<ClientDiagnostic[]> {
    return this.diagnosticsOf(this.uri(name), isWanted);
  }

  async diagnosticsOf(
    uri: string,
    isWanted: (found: ClientDiagnostic[]) => boolean = () => true,
  ): Promise<ClientDiagnostic[]> {
    return this.until(() => {
      const found = this.published.get(uri);
      return found !== undefined && isWanted(found) ? found : undefined;
    });
  }

  /** Told of everything that is published from now on. */
  onPublished(listener: (published: { uri: string; diagnostics: ClientDiagnostic[] }) => void): void {
    this.publishListeners.push(listener);
  }

  openDiagram(name: string, flow?: string): Promise<OpenDiagramResult> {
    return this.connection.sendRequest(methods.openDiagram, { uri: this.uri(name), flow });
  }

  diagramChange(name: string, version: number): Promise<DiagramChangedParams> {
    return this.until(() => this.diagramChanges(name).find((change) => change.version === version));
  }

  /** All so far. */
  diagramChanges(name: string): DiagramChangedParams[] {
    return this.changes.filter((change) => change.uri === this.uri(name));
  }

  /** `forgets`: what was published before no longer counts. */
  async changedFile(name: string, type: 1 | 2 | 3, { forgets = true } = {}): Promise<void> {
    if (forgets) this.published.clear();
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(name), type }],
    });
  }

  request<R>(method: string, name: string, position: Position): Promise<R> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(name) }, position });
  }

  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.server.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await exited;
    this.connection.dispose();
    return code;
  }

  private async until<T>(look: () => T | undefined): Promise<T> {
    for (let found = look(); ; found = look()) {
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.waiting.delete(wake);
          resolve();
        };
        this.waiting.add(wake);
      });
    }
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }
}

export function nodeNames(diagram: Diagram): string[] {
  return diagram.nodes.map((node) => node.name).toSorted();
}

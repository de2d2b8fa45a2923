/** Somebody who types in one file of any language server, and looks at the clock: both sides of a comparison do the same. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

export interface TypedFile {
  /** The server, started with --stdio. */
  entry: string;
  folder: string;
  name: string;
  languageId: string;
  text: string;
  /** Behind these words is typed, at the place of them in the middle of the text. */
  behind: string;
}

export class TypingClient {
  private readonly server: ChildProcess;
  private readonly connection;
  private readonly file: TypedFile;
  private readonly uri: string;
  private readonly place: { line: number; character: number };
  private version = 1;
  private isTyped = false;
  private published: (version: number | undefined) => void = () => {};

  static async start(file: TypedFile): Promise<TypingClient> {
    const client = new TypingClient(file);
    await client.open();
    return client;
  }

  private constructor(file: TypedFile) {
    this.file = file;
    this.place = middle(file);
    const path = join(file.folder, file.name);
    writeFileSync(path, file.text);
    this.uri = pathToFileURL(path).toString();
    this.server = spawn(process.execPath, [file.entry, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.server;
    if (stdin === null || stdout === null) throw new Error('The server has no stdio');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      if (uri === this.uri) this.published(version);
    });
    this.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => ({})));
    for (const request of ['client/registerCapability', 'window/workDoneProgress/create'])
      this.connection.onRequest(request, () => null);
    this.connection.listen();
  }

  private async open(): Promise<void> {
    const folder = pathToFileURL(this.file.folder).toString();
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { publishDiagnostics: { versionSupport: true } },
      },
    });
    await this.connection.sendNotification('initialized', {});
    const diagnostics = this.diagnostics();
    const { languageId, text } = this.file;
    const textDocument = { uri: this.uri, languageId, version: this.version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    await diagnostics;
  }

  /** A few characters, which the next key takes back. */
  async keyToDiagnostics(): Promise<number> {
    const start = performance.now();
    await this.key();
    await this.diagnostics();
    return performance.now() - start;
  }

  /** What an editor asks for with a key; the diagnostics of the key are waited for, but not counted. */
  async keyToCompletion(): Promise<number> {
    const start = performance.now();
    await this.key();
    const diagnostics = this.diagnostics();
    const document = { textDocument: { uri: this.uri }, position: this.place };
    await this.connection.sendRequest('textDocument/completion', document);
    const elapsed = performance.now() - start;
    await diagnostics;
    return elapsed;
  }

  private async key(): Promise<void> {
    const { line, character } = this.place;
    const end = { line, character: character + (this.isTyped ? typed.length : 0) };
    const change = { range: { start: this.place, end }, text: this.isTyped ? '' : typed };
    this.isTyped = !this.isTyped;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: ++this.version },
      contentChanges: [change],
    });
  }

  private diagnostics(): Promise<void> {
    return new Promise((resolve) => {
      this.published = (version) => {
        if (version === this.version) resolve();
      };
    });
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.server.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await exited;
    this.connection.dispose();
  }
}

const typed = '7 + ';

function middle({ text, behind }: TypedFile) {
  const lines = text.split('\n');
  const places = lines.flatMap((words, line) => (words.includes(behind) ? [line] : []));
  const line = places[Math.floor(places.length / 2)] ?? 0;
  return { line, character: (lines[line] ?? '').indexOf(behind) + behind.length };
}

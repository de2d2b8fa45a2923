/**
 * What the server keeps of texts that are long gone: the live heap of a server in this process after so many keys, while it is
 * asked what an editor asks. One tree kept per key would fill gigabytes.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { methods, nodePorts, startFlowServer } from '@millrace/language-server';
import { NodeFileSystem } from 'langium/node';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import { generatedFlow } from './generated-flow.ts';

export interface MemoryMeasurement {
  /** Live bytes beyond those before the server was there. */
  afterFirstBytes: number;
  atEndBytes: number;
  edits: number;
  firstEdits: number;
}

export interface MemorySize {
  nodeCount: number;
  edits: number;
  firstEdits: number;
}

export async function measureMemory({ nodeCount, edits, firstEdits }: MemorySize): Promise<MemoryMeasurement> {
  const before = liveBytes();
  const folder = mkdtempSync(join(tmpdir(), 'millrace-memory-'));
  const text = generatedFlow(nodeCount);
  writeFileSync(join(folder, 'main.flow'), text);
  const typist = await Typist.open(folder, text);
  try {
    for (let i = 0; i < firstEdits; i++) await typist.key(i);
    const afterFirstBytes = liveBytes() - before;
    for (let i = firstEdits; i < edits; i++) await typist.key(i);
    return { afterFirstBytes, atEndBytes: liveBytes() - before, edits, firstEdits };
  } finally {
    await typist.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // What is only held weakly goes with the second.
  for (let i = 0; i < 2; i++) collect();
  return process.memoryUsage().heapUsed;
}

/** Asked with every key, as an editor does. */
const questions = [
  methods.openDiagram,
  'textDocument/semanticTokens/full',
  'textDocument/inlayHint',
  'textDocument/codeLens',
];

class Typist {
  private readonly connection: MessageConnection;
  private readonly uri: string;
  private readonly lines: number[];
  private readonly character: number;
  private published: () => void = () => {};

  static async open(folder: string, text: string): Promise<Typist> {
    const typist = new Typist(folder, text);
    const { connection, uri } = typist;
    const publishDiagnostics = { versionSupport: true };
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: null,
      capabilities: { textDocument: { publishDiagnostics } },
    });
    await connection.sendNotification('initialized', {});
    const diagnostics = typist.diagnostics();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'flow', version: 1, text },
    });
    await diagnostics;
    return typist;
  }

  private constructor(folder: string, text: string) {
    const [up, down] = [new PassThrough(), new PassThrough()];
    startFlowServer(createConnection(up, down), {
      fileSystemProvider: NodeFileSystem.fileSystemProvider,
      ports: nodePorts(),
    });
    this.connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.connection.onNotification('textDocument/publishDiagnostics', () => this.published());
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
    this.uri = pathToFileURL(join(folder, 'main.flow')).toString();
    const lines = text.split('\n');
    this.lines = lines.flatMap((words, line) => (words.includes(condition) ? [line] : []));
    this.character = (lines[this.lines[0] ?? 0] ?? '').indexOf('where ') + 'where '.length;
  }

  /** Two of four leave a mistake in the syntax; the fourth leaves it as it was. Another place each time. */
  async key(i: number): Promise<void> {
    const line = this.lines[Math.floor(i / keys.length) % this.lines.length] ?? 0;
    const [text = '', taken = 0] = keys[i % keys.length] ?? [];
    const range = { start: { line, character: this.character }, end: { line, character: this.character + taken } };
    const diagnostics = this.diagnostics();
    const textDocument = { uri: this.uri, version: i + 2 };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges: [{ range, text }],
    });
    await diagnostics;
    const whole = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
    for (const question of questions) {
      await this.connection.sendRequest(question, { uri: this.uri, textDocument: { uri: this.uri }, range: whole });
    }
  }

  private diagnostics(): Promise<void> {
    return new Promise((resolve) => {
      this.published = resolve;
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }
}

const condition = ' where value';
/** What is written, and how many characters it takes the place of. */
const keys: [string, number][] = [
  ['1', 0],
  ['1 < ', 1],
  ['1 < (', 4],
  ['', 5],
];

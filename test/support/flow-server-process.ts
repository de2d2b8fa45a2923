/** The real server over stdio, with nothing between: for what a client says and does that FlowClient does not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const entry = fileURLToPath(new URL('../../language-server/src/main.entry.ts', import.meta.url));

export class FlowServerProcess {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; errors: string }>;
  private errors = '';

  /** `preload`: modules that the process loads first. */
  constructor(preload: readonly string[] = []) {
    const options = preload.flatMap((file) => ['--import', file]);
    const server = spawn(process.execPath, [...options, entry, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    server.stderr.on('data', (data) => {
      this.errors += String(data);
    });
    this.process = server;
    this.connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.listen();
    this.ended = new Promise((resolve) => {
      server.once('exit', (code) => {
        this.connection.dispose();
        resolve({ code, errors: this.errors });
      });
    });
  }

  async stop(): Promise<{ code: number | null; errors: string }> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.ended;
  }
}

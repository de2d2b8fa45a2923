/** The bundle of the language server for browsers, freshly built, in a worker that has what a browser's worker has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import {
  createMessageConnection,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
} from 'vscode-jsonrpc/node';
import { bundles } from '../../scripts/bundles.ts';

/** Runs before the bundle: the face of a web worker, and nothing of Node. */
const face = `
const { parentPort } = require('node:worker_threads');
const scope = globalThis;
scope.self = scope;
scope.postMessage = (message) => parentPort.postMessage(message);
scope.addEventListener = () => {};
parentPort.on('message', (data) => scope.onmessage?.({ data }));
for (const name of ['process', 'Buffer', 'setImmediate', 'clearImmediate', 'global']) delete scope[name];
const load = require;
`;

export interface WebServer {
  connection: MessageConnection;
  /** What it wrote to a console, or died of. */
  errors: string[];
  stop(): Promise<void>;
}

export async function startWebServer(): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-web-'));
  const bundle = bundles().find(({ name }) => name === 'language-server-web');
  await build({ ...bundle?.options, outdir: folder, sourcemap: false });
  const code = `${face}load(${JSON.stringify(join(folder, 'language-server-web.js'))});`;
  const worker = new Worker(code, { eval: true, stdout: true, stderr: true });
  const errors: string[] = [];
  worker.on('error', (failure) => errors.push(String(failure.stack)));
  worker.stderr.on('data', (data) => errors.push(String(data)));
  const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  connection.listen();
  const stop = async () => {
    connection.dispose();
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  };
  return { connection, errors, stop };
}

/** Langium asks of LSP for little more than events and for who cancels: all else is not loaded where nobody speaks LSP. */
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const name = 'vscode-languageserver-protocol';
const folder = join(import.meta.dirname, '../node_modules/vscode-jsonrpc/lib/common');

/** With the numbers of its specification; a name that Langium asks for besides fails the build. */
const contents = `
export { CancellationToken, CancellationTokenSource } from './cancellation.js';
export { Emitter } from './events.js';
export { ResponseError } from './messages.js';
export const LSPErrorCodes = { RequestFailed: -32803, ServerCancelled: -32802 };
`;

export const protocolParts: Plugin = {
  name,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
    build.onLoad({ filter: /^/, namespace: name }, () => ({ contents, resolveDir: folder }));
  },
};

/** The language server's process: speaks LSP over whatever its arguments say (`--stdio`, `--node-ipc`, `--socket=N`). */
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodePorts } from './node-ports.ts';
import { startFlowServer } from './start-flow-server.ts';

// stdout belongs to the protocol; what any library prints must not end up in it.
console.log = console.error;
console.info = console.error;
console.debug = console.error;

startFlowServer(createConnection(ProposedFeatures.all), { ...NodeFileSystem, ports: nodePorts() });

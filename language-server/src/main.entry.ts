/**
 * The language server's process: speaks LSP over whatever its arguments say (`--stdio`, `--node-ipc`, `--socket=N`). With
 * stdio the connection sends what anybody prints to the client's log: stdout belongs to the protocol.
 */
import { QueryDescriber } from '@millrace/grammar';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { liveOn } from './live-on.ts';
import { nodePages } from './node-pages.ts';
import { nodePorts } from './node-ports.ts';
import { withAbilities } from './params/hello.ts';
import { localFileColumns } from './queries/local-file-columns.ts';
import { queryHost } from './queries/query-host.ts';
import { startFlowServer } from './start-flow-server.ts';
import { localTypesFiles } from './types-on-save/local-types-files.ts';
import { collectWhenIdle } from './workspace/collect-when-idle.ts';
import { LocalFiles } from './workspace/local-files.ts';
import { takeShortTurns } from './workspace/short-turns.ts';
import { keepHeapSmall } from './workspace/small-heap.ts';

keepHeapSmall();
takeShortTurns();

const host = queryHost();
// A person thinks longer than a command runs.
const queries = host && new QueryDescriber(host, { idleLimitMs: 300_000 });
const notIdle = collectWhenIdle();
const connection = createConnection(ProposedFeatures.all, {
  messageStrategy: {
    handleMessage(message, next) {
      notIdle();
      return next(withAbilities(message));
    },
  },
});
liveOn(connection);
startFlowServer(connection, {
  fileSystemProvider: () => new LocalFiles(),
  ports: nodePorts(),
  pageOf: nodePages(),
  built: notIdle,
  queries,
  typesFiles: localTypesFiles,
  fileColumns: localFileColumns(),
});

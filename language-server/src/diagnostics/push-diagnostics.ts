import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { DiagnosticStore } from './diagnostic-store.ts';
import { fitDiagnostics } from './fit-client.ts';

/** Sends every result as soon as it is there. */
export function pushDiagnostics(connection: Connection, store: DiagnosticStore, client: ClientCapabilities): void {
  const fit = fitDiagnostics(client);
  const hasVersions = client.textDocument?.publishDiagnostics?.versionSupport === true;
  store.onFound(({ uri, version, diagnostics }) => {
    void connection.sendDiagnostics({
      uri: store.spelled(uri),
      ...(hasVersions && version !== undefined && { version }),
      diagnostics: diagnostics.map(fit),
    });
  });
}

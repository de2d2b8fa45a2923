/**
 * Diagnostics are pulled by a client that can be asked to pull again, and pushed to every other one; never both. Without
 * the refresh a change of an imported file, of a model or of millrace.json would not be seen.
 */
import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import { ConfigDiagnostics } from '../diagnostics/config-diagnostics.ts';
import { DiagnosticStore } from '../diagnostics/diagnostic-store.ts';
import { PulledDiagnostics } from '../diagnostics/pull-diagnostics.ts';
import { pushDiagnostics } from '../diagnostics/push-diagnostics.ts';
import type { ExtraRequest } from './extra-request.ts';

/** Files of a part, for a client that takes the workspace's answer in parts. */
const partSize = 100;

export const diagnostics: ExtraRequest = {
  capabilities: (client) =>
    canPull(client)
      ? { diagnosticProvider: { identifier: 'millrace', interFileDependencies: true, workspaceDiagnostics: true } }
      : {},

  connect(connection, services) {
    const store = new DiagnosticStore(services.shared);
    new ConfigDiagnostics(services, store);
    services.shared.lsp.LanguageServer.onInitialize(({ capabilities }: InitializeParams) => {
      if (!canPull(capabilities)) return pushDiagnostics(connection, store, capabilities);
      const pulled = new PulledDiagnostics(connection, services, store, capabilities);
      connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
        pulled.ofDocument({ uri, previousResultId }, token),
      );
      connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, partial) => {
        const items = await pulled.ofWorkspace(previousResultIds, token);
        if (partial === undefined) return { items };
        for (let from = 0; from < items.length; from += partSize) {
          partial.report({ items: items.slice(from, from + partSize) });
        }
        return { items: [] };
      });
    });
  },
};

function canPull({ textDocument, workspace }: ClientCapabilities): boolean {
  // Clients in Rust spell it as the library does that most of them use.
  const { diagnostics, diagnostic } = (workspace ?? {}) as Record<string, { refreshSupport?: boolean } | undefined>;
  return textDocument?.diagnostic !== undefined && (diagnostics ?? diagnostic)?.refreshSupport === true;
}

import type { InitializeParams } from 'vscode-languageserver';
import { BackgroundLoading } from '../workspace/background-loading.ts';
import type { ExtraRequest } from './extra-request.ts';

/** Folders that a person adds to the workspace, or takes away, while the server runs. */
export const workspaceFolders: ExtraRequest = {
  capabilities: { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } },

  connect(connection, { shared, flow }) {
    let canTell = false;
    shared.lsp.LanguageServer.onInitialize(({ capabilities }: InitializeParams) => {
      canTell = capabilities.workspace?.workspaceFolders === true;
    });
    shared.lsp.LanguageServer.onInitialized(() => {
      if (!canTell) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const { WorkspaceManager } = shared.workspace;
        if (WorkspaceManager instanceof BackgroundLoading) WorkspaceManager.changeFolders(added, removed);
        void flow.host.Settings.ask();
      });
    });
  },
};

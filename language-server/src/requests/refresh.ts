/** What depends on settings is asked for again when they change, by clients that can be told to. */
import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { ExtraRequest } from './extra-request.ts';

export const refresh: ExtraRequest = {
  capabilities: {},
  connect(connection, { flow }) {
    const { Settings, Client } = flow.host;
    Settings.onChange(() => {
      const { inlayHint, codeLens } = Client.capabilities?.workspace ?? {};
      if (inlayHint?.refreshSupport) void connection.sendRequest(InlayHintRefreshRequest.type).catch(ignore);
      if (codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type).catch(ignore);
    });
  },
};

/** A client that does not want to ask again need not. */
function ignore(): void {}

/**
 * Clients that can be told to ask again are: for hints and lenses when the settings change, for hints and tokens when more is known
 * of a text that has not changed, for lenses when a usage comes or goes in another file.
 */
import { DocumentState, type LangiumDocument } from 'langium';
import {
  CodeLensRefreshRequest,
  type Connection,
  InlayHintRefreshRequest,
  SemanticTokensRefreshRequest,
} from 'vscode-languageserver';
import { FlowCodeLenses } from '../features/code-lenses.ts';
import { FlowInlayHints } from '../features/inlay-hints.ts';
import type { FlowLspServices } from '../services.ts';
import type { ExtraRequest } from './extra-request.ts';

export const refresh: ExtraRequest = {
  capabilities: {},
  connect(connection, services) {
    const { Settings } = services.flow.host;
    Settings.onChange(() => tell(connection, services, ['inlayHint', 'codeLens']));
    followAnalyses(connection, services);
    followUsages(connection, services);
  },
};

const requests = {
  inlayHint: InlayHintRefreshRequest.type,
  codeLens: CodeLensRefreshRequest.type,
  semanticTokens: SemanticTokensRefreshRequest.type,
} as const;

function tell(connection: Connection, { flow }: FlowLspServices, what: (keyof typeof requests)[]): void {
  const can = flow.host.Client.capabilities?.workspace;
  for (const one of what) {
    // A client that does not want to ask again need not.
    if (can?.[one]?.refreshSupport) void connection.sendRequest(requests[one]).catch(() => undefined);
  }
}

function followAnalyses(connection: Connection, services: FlowLspServices): void {
  const { workspace } = services.shared;
  const provider = services.flow.lsp.InlayHintProvider;
  if (!(provider instanceof FlowInlayHints)) return;
  workspace.TextDocuments.onDidClose(({ document }) => provider.shown.forget(document.uri));
  let isComing = false;
  workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document: LangiumDocument) => {
    if (isComing || !provider.shown.isStale(document)) return;
    isComing = true;
    // Once for the files that are built in one go.
    setTimeout(() => {
      isComing = false;
      tell(connection, services, ['inlayHint', 'semanticTokens']);
    });
  });
}

/** Counting looks through all files: not while somebody types, and later than the client asks for what it shows itself. */
const restMs = 500;

function followUsages(connection: Connection, services: FlowLspServices): void {
  const { workspace } = services.shared;
  const { CodeLensProvider: provider } = services.flow.lsp;
  if (!(provider instanceof FlowCodeLenses)) return;
  workspace.TextDocuments.onDidClose(({ document }) => provider.shown.forget(document.uri));
  let timer: ReturnType<typeof setTimeout> | undefined;
  workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (provider.takeStale()) tell(connection, services, ['codeLens']);
    }, restMs);
  });
}

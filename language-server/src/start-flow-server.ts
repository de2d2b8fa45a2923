/** Answers on a connection: Langium's handlers, one by one so that each can be replaced, and then our own. */
import { DocumentState } from 'langium';
import {
  addCallHierarchyHandler,
  addCodeActionHandler,
  addCodeLensHandler,
  addCompletionHandler,
  addConfigurationChangeHandler,
  addDocumentHighlightHandler,
  addDocumentLinkHandler,
  addDocumentSymbolHandler,
  addDocumentUpdateHandler,
  addExecuteCommandHandler,
  addFileOperationHandler,
  addFindReferencesHandler,
  addFoldingRangeHandler,
  addFormattingHandler,
  addHoverHandler,
  addInlayHintHandler,
  addRenameHandler,
  addSemanticTokenHandler,
  addSignatureHelpHandler,
  addTypeHierarchyHandler,
  addWorkspaceSymbolHandler,
  type LangiumSharedServices,
} from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { answering } from './answering.ts';
import { serveDiagrams } from './diagram/serve-diagrams.ts';
import { createFlowLspServices } from './lsp-module.ts';
import { extraRequests } from './requests/index.ts';
import type { FlowLspOptions, FlowLspServices } from './services.ts';

const handlers: readonly ((connection: Connection, services: LangiumSharedServices) => void)[] = [
  addDocumentUpdateHandler,
  addFileOperationHandler,
  addCompletionHandler,
  addFindReferencesHandler,
  addDocumentSymbolHandler,
  addDocumentHighlightHandler,
  addFoldingRangeHandler,
  addFormattingHandler,
  addCodeActionHandler,
  addRenameHandler,
  addHoverHandler,
  addInlayHintHandler,
  addSemanticTokenHandler,
  addExecuteCommandHandler,
  addSignatureHelpHandler,
  addCallHierarchyHandler,
  addTypeHierarchyHandler,
  addCodeLensHandler,
  addDocumentLinkHandler,
  addConfigurationChangeHandler,
  addWorkspaceSymbolHandler,
];

/** Answers on the connection until it closes. */
export function startFlowServer(connection: Connection, options: Omit<FlowLspOptions, 'connection'>): FlowLspServices {
  const services = createFlowLspServices({ ...options, connection });
  const { LanguageServer } = services.shared.lsp;
  const answers = answering(connection);
  serveDiagrams(answers, services);
  services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => options.built?.());
  for (const add of handlers) add(answers, services.shared);
  for (const request of extraRequests) request.connect(answers, services);
  connection.onInitialize((params) => LanguageServer.initialize(params));
  connection.onInitialized((params) => LanguageServer.initialized(params));
  services.shared.workspace.TextDocuments.listen(connection);
  connection.listen();
  return services;
}

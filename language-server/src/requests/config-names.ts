/** Completion and hover in millrace.json; in flow files they are Langium's. */
import { DocumentState, URI } from 'langium';
import { createRequestHandler, type LangiumSharedServices } from 'langium/lsp';
import type {
  CompletionItem,
  CompletionList,
  CompletionParams,
  Hover,
  HoverParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { configCompletion } from '../project-config/config-completion.ts';
import { configHover } from '../project-config/config-hover.ts';
import type { OpenConfig } from '../project-config/open-config.ts';
import { isConfig } from '../workspace/open-configs.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

export const configNames: ExtraRequest = {
  capabilities: {},
  connect(connection, services) {
    const { shared, flow } = services;
    const completion = createRequestHandler<CompletionParams, CompletionList | CompletionItem[]>(
      (_, document, params, token) => flow.lsp.CompletionProvider?.getCompletion(document, params, token),
      shared,
      DocumentState.Linked,
    );
    const hover = createRequestHandler<HoverParams, Hover>(
      (_, document, params, token) => flow.lsp.HoverProvider?.getHoverContent(document, params, token),
      shared,
      DocumentState.Linked,
    );
    connection.onCompletion((params, token) => {
      const config = openConfig(shared, params);
      if (config === undefined) return completion(params, token);
      return whenBuilt(shared, token, () => configCompletion(services, config, params.position));
    });
    connection.onHover((params, token) => {
      const config = openConfig(shared, params);
      if (config === undefined) return hover(params, token);
      return whenBuilt(shared, token, () => configHover(services, config, params.position) ?? null);
    });
  },
};

function openConfig(
  { workspace }: LangiumSharedServices,
  { textDocument }: TextDocumentPositionParams,
): OpenConfig | undefined {
  const uri = URI.parse(textDocument.uri);
  const document = isConfig(uri) ? workspace.TextDocuments.get(uri.toString()) : undefined;
  return document && { uri, document };
}

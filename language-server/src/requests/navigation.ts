/** Where names lead: with the range of the word and of the whole target for a client that takes links, as plain places for any other. */
import { DocumentState, type LangiumDocument, type MaybePromise } from 'langium';
import { createRequestHandler, WorkspaceState } from 'langium/lsp';
import type {
  CancellationToken,
  ClientCapabilities,
  Location,
  LocationLink,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { ExtraRequest } from './extra-request.ts';

type Find = (
  document: LangiumDocument,
  params: TextDocumentPositionParams,
  token: CancellationToken,
) => MaybePromise<LocationLink[] | undefined>;

type State = Parameters<typeof createRequestHandler>[2];

type Kind = 'definition' | 'declaration' | 'typeDefinition' | 'implementation';

/** In the place of Langium's handlers, which send links to everybody. */
export const navigation: ExtraRequest = {
  capabilities: {},
  connect(connection, { shared, flow }) {
    const { lsp, host } = flow;
    const takesLinks = (kind: Kind) =>
      host.Client.can(({ textDocument }: ClientCapabilities) => textDocument?.[kind]?.linkSupport);
    const answering = (kind: Kind, find: Find, state: State = DocumentState.Linked) =>
      createRequestHandler<TextDocumentPositionParams, LocationLink[] | Location[]>(
        async (_, document, params, token) => {
          const links = await find(document, params, token);
          return takesLinks(kind) ? links : links?.map(placeOf);
        },
        shared,
        state,
      );
    connection.onDefinition(answering('definition', (...at) => lsp.DefinitionProvider?.getDefinition(...at)));
    connection.onDeclaration(answering('declaration', (...at) => lsp.DeclarationProvider?.getDeclaration(...at)));
    connection.onTypeDefinition(answering('typeDefinition', (...at) => lsp.TypeProvider?.getTypeDefinition(...at)));
    connection.onImplementation(
      // What writes a dataset may stand in any file.
      answering(
        'implementation',
        (...at) => lsp.ImplementationProvider?.getImplementation(...at),
        WorkspaceState.IndexedReferences,
      ),
    );
  },
};

function placeOf({ targetUri, targetSelectionRange }: LocationLink): Location {
  return { uri: targetUri, range: targetSelectionRange };
}

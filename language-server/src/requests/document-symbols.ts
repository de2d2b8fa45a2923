import { DocumentState } from 'langium';
import { createRequestHandler } from 'langium/lsp';
import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { FlowDocumentSymbols } from '../features/document-symbols.ts';
import type { ExtraRequest } from './extra-request.ts';

/** In the place of Langium's handler, which knows only of symbols in a tree. */
export const documentSymbols: ExtraRequest = {
  capabilities: {},
  connect(connection, { shared, flow }) {
    const provider = flow.lsp.DocumentSymbolProvider;
    if (!(provider instanceof FlowDocumentSymbols)) return;
    connection.onDocumentSymbol(
      createRequestHandler<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>(
        (_, document) => provider.getShownSymbols(document),
        shared,
        DocumentState.Parsed,
      ),
    );
  },
};

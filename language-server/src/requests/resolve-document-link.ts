import { FlowDocumentLinks } from '../features/document-links.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

export const resolveDocumentLink: ExtraRequest = {
  capabilities: { documentLinkProvider: { resolveProvider: true } },
  connect(connection, { shared, flow }) {
    connection.onDocumentLinkResolve((link, token) =>
      whenBuilt(shared, token, () => {
        const provider = flow.lsp.DocumentLinkProvider;
        return provider instanceof FlowDocumentLinks ? provider.resolve(link) : link;
      }),
    );
  },
};

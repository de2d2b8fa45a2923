import { FlowCompletionProvider } from '../features/completion.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

export const resolveCompletion: ExtraRequest = {
  capabilities: ({ textDocument }) => ({
    completionProvider: {
      resolveProvider: true,
      ...(textDocument?.completion?.completionItem?.labelDetailsSupport && {
        completionItem: { labelDetailsSupport: true },
      }),
    },
  }),
  connect(connection, { shared, flow }) {
    connection.onCompletionResolve((item, token) =>
      whenBuilt(shared, token, () => {
        const provider = flow.lsp.CompletionProvider;
        return provider instanceof FlowCompletionProvider ? provider.resolve(item) : item;
      }),
    );
  },
};

import { FlowCodeLenses } from '../features/code-lenses.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

export const resolveCodeLens: ExtraRequest = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  connect(connection, { shared, flow }) {
    connection.onCodeLensResolve((lens, token) =>
      whenBuilt(shared, token, () => {
        const provider = flow.lsp.CodeLensProvider;
        return provider instanceof FlowCodeLenses ? provider.resolve(lens) : lens;
      }),
    );
  },
};

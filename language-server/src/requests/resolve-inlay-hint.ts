import { URI } from 'langium';
import type { InlayHint } from 'vscode-languageserver';
import { FlowInlayHints, type HintData } from '../features/inlay-hints.ts';
import type { ExtraRequest } from './extra-request.ts';

export const resolveInlayHint: ExtraRequest = {
  capabilities: { inlayHintProvider: { resolveProvider: true } },
  connect(connection, { shared, flow }) {
    connection.languages.inlayHint.resolve((hint: InlayHint) => {
      const { uri } = (hint.data ?? {}) as Partial<HintData>;
      const document = uri && shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
      const provider = flow.lsp.InlayHintProvider;
      return document && provider instanceof FlowInlayHints ? provider.resolve(hint, document) : hint;
    });
  },
};

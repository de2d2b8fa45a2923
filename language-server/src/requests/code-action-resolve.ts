/** Langium answers which actions there are; what one of them changes is asked for here, when it is chosen. */
import { URI } from 'langium';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { fixAllKind } from '../code-actions/kinds.ts';
import { FlowCodeActions } from '../features/code-actions.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

const kinds = [CodeActionKind.QuickFix, CodeActionKind.Refactor, CodeActionKind.SourceOrganizeImports, fixAllKind];

export const codeActionResolve: ExtraRequest = {
  capabilities: { codeActionProvider: { codeActionKinds: kinds, resolveProvider: true } },
  connect(connection, { shared, flow }) {
    connection.onCodeActionResolve((action: CodeAction, token) =>
      whenBuilt(shared, token, () => {
        const provider = flow.lsp.CodeActionProvider;
        const address: unknown = (action.data as { uri?: unknown } | undefined)?.uri;
        if (typeof address !== 'string' || !(provider instanceof FlowCodeActions)) return action;
        const document = shared.workspace.LangiumDocuments.getDocument(URI.parse(address));
        return document === undefined ? action : provider.resolve(action, document, token);
      }),
    );
  },
};

/** Langium answers which actions there are; what one of them changes is asked for here, when it is chosen. */
import { DocumentState, URI } from 'langium';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { fixAllKind } from '../code-actions/kinds.ts';
import { FlowCodeActions } from '../features/code-actions.ts';
import type { ExtraRequest } from './extra-request.ts';

const kinds = [CodeActionKind.QuickFix, CodeActionKind.Refactor, CodeActionKind.SourceOrganizeImports, fixAllKind];

export const codeActionResolve: ExtraRequest = {
  capabilities: { codeActionProvider: { codeActionKinds: kinds, resolveProvider: true } },
  connect(connection, { shared, flow }) {
    const provider = flow.lsp.CodeActionProvider;
    connection.onCodeActionResolve(async (action: CodeAction, token) => {
      const address: unknown = (action.data as { uri?: unknown } | undefined)?.uri;
      if (typeof address !== 'string' || !(provider instanceof FlowCodeActions)) return action;
      const uri = URI.parse(address);
      const { LangiumDocuments, DocumentBuilder } = shared.workspace;
      if (!LangiumDocuments.hasDocument(uri)) return action;
      await DocumentBuilder.waitUntil(DocumentState.Validated, uri, token);
      const document = LangiumDocuments.getDocument(uri);
      return document === undefined ? action : provider.resolve(action, document, token);
    });
  },
};

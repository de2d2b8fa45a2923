import { createServerRequestHandler, WorkspaceState } from 'langium/lsp';
import type { LinkedEditingRangeParams, LinkedEditingRanges } from 'vscode-languageserver';
import { linkedEditing } from '../features/linked-editing.ts';
import type { ExtraRequest } from './extra-request.ts';

export const linkedEditingRequest: ExtraRequest = {
  capabilities: { linkedEditingRangeProvider: true },
  connect(connection, { shared, flow }) {
    connection.languages.onLinkedEditingRange(
      createServerRequestHandler<LinkedEditingRangeParams, LinkedEditingRanges, void>(
        (_, document, { position }) => linkedEditing(flow, document, position),
        shared,
        // Whether another file names the node is known once all are linked.
        WorkspaceState.IndexedReferences,
      ),
    );
  },
};

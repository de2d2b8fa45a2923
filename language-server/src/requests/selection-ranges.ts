import { DocumentState } from 'langium';
import { createServerRequestHandler } from 'langium/lsp';
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { selectionRanges } from '../features/selection-ranges.ts';
import type { ExtraRequest } from './extra-request.ts';

export const selectionRangeRequest: ExtraRequest = {
  capabilities: { selectionRangeProvider: true },
  connect(connection, { shared }) {
    connection.onSelectionRanges(
      createServerRequestHandler<SelectionRangeParams, SelectionRange[], SelectionRange[]>(
        (_, document, { positions }) => selectionRanges(document, positions),
        shared,
        DocumentState.Parsed,
      ),
    );
  },
};

import { DocumentState } from 'langium';
import { createServerRequestHandler } from 'langium/lsp';
import type { DocumentRangesFormattingParams, TextEdit } from 'vscode-languageserver';
import { FlowFormatter } from '../features/formatting.ts';
import type { ExtraRequest } from './extra-request.ts';

export const rangesFormatting: ExtraRequest = {
  capabilities: ({ textDocument }) =>
    textDocument?.rangeFormatting?.rangesSupport ? { documentRangeFormattingProvider: { rangesSupport: true } } : {},
  connect(connection, { shared, flow }) {
    const { Formatter } = flow.lsp;
    connection.onDocumentRangesFormatting(
      createServerRequestHandler<DocumentRangesFormattingParams, TextEdit[], void>(
        (_, document, { ranges }) =>
          Formatter instanceof FlowFormatter ? Formatter.formatDocumentRanges(document, ranges) : [],
        shared,
        DocumentState.Parsed,
      ),
    );
  },
};

/** Data that is pasted between declarations can become a schema. */
import type * as ast from '@millrace/grammar/syntax';
import { URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { builtDocument } from '../diagram/built-document.ts';
import { spanOf } from '../fixes/editing/spans.ts';
import { schemaOfText } from '../pasted/schema-of-text.ts';
import { methods, type PasteAsSchemaParams, type PasteAsSchemaResult } from '../protocol.ts';
import type { ExtraRequest } from './extra-request.ts';

export const pasteAsSchema: ExtraRequest = {
  capabilities: {},
  connect(connection, { shared }) {
    connection.onRequest(
      methods.pasteAsSchema,
      async ({ uri, position, text }: PasteAsSchemaParams, token: CancellationToken): Promise<PasteAsSchemaResult> => {
        const snippet = schemaOfText(text);
        const document = snippet === undefined ? undefined : await builtDocument(shared, URI.parse(uri), token);
        if (snippet === undefined || document === undefined) return null;
        const file = document.parseResult.value as ast.FlowFile;
        const offset = document.textDocument.offsetAt(position);
        return isBetween(file, offset) ? { title: 'Paste as a schema', snippet } : null;
      },
    );
  },
};

/** In no declaration and no import. */
function isBetween({ declarations, imports }: ast.FlowFile, offset: number): boolean {
  return [...declarations, ...imports].every((node) => {
    const span = spanOf({ node });
    return offset <= span.offset || span.end <= offset;
  });
}

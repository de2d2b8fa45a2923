/** A model file that is dropped into a text becomes a model, and in a flow a node that infers with it. */
import { URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { builtDocument } from '../diagram/built-document.ts';
import { modelEdits } from '../pasted/model-edits.ts';
import { type ModelFromFileParams, type ModelFromFileResult, methods } from '../protocol.ts';
import type { ExtraRequest } from './extra-request.ts';

export const modelFromFile: ExtraRequest = {
  capabilities: {},
  connect(connection, { shared, flow }) {
    connection.onRequest(
      methods.modelFromFile,
      async ({ uri, position, file }: ModelFromFileParams, token: CancellationToken): Promise<ModelFromFileResult> => {
        const document = await builtDocument(shared, URI.parse(uri), token);
        const offset = document?.textDocument.offsetAt(position) ?? 0;
        const edits = document && modelEdits(document, offset, URI.parse(file), flow.host.Ports);
        return edits === undefined ? null : { title: 'Insert the model', edits };
      },
    );
  },
};

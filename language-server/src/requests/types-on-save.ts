import { URI } from 'langium';
import type { InitializeParams } from 'vscode-languageserver';
import { methods } from '../protocol.ts';
import { TypesWriter } from '../types-on-save/write-types.ts';
import type { ExtraRequest } from './extra-request.ts';

/** Follows saves. Trust is told at the start, or later by a notification; a client that tells nothing gives none. */
export const typesOnSave: ExtraRequest = {
  capabilities: { textDocumentSync: { save: true } },
  connect(connection, services) {
    const files = services.flow.host.TypesFiles;
    if (files === undefined) return;
    const writer = new TypesWriter(services, files);
    services.shared.lsp.LanguageServer.onInitialize(({ initializationOptions }: InitializeParams) => {
      writer.isTrusted = initializationOptions?.isTrusted === true;
    });
    connection.onNotification(methods.trustGranted, () => {
      writer.isTrusted = true;
    });
    services.shared.workspace.TextDocuments.onDidSave(({ document }) => {
      void writer.saved(URI.parse(document.uri));
    });
  },
};

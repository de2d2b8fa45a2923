/**
 * Files and folders that are renamed in the editor: the paths that name them go along, in the edit that the client makes with the
 * rename. Clients that do not watch files tell here that they have moved.
 */
import {
  FileChangeType,
  type FileEvent,
  type FileOperationRegistrationOptions,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { Moves } from '../file-rename/moves.ts';
import { editsForMoves } from '../file-rename/rename-files.ts';
import { typesAlong } from '../file-rename/types-along.ts';
import { workspaceEdit } from '../rename/edit.ts';
import type { Client } from '../workspace/client.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

/** Data and code have any name, and folders hold both. */
const everything: FileOperationRegistrationOptions = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

export const renameFiles: ExtraRequest = {
  capabilities: { workspace: { fileOperations: { willRename: everything, didRename: everything } } },
  connect(connection, { shared, flow }) {
    const { LangiumDocuments, TextDocuments, FileSystemProvider } = shared.workspace;
    connection.workspace.onWillRenameFiles(async ({ files }, token) => {
      const answer = await whenBuilt(shared, token, async () => {
        const moves = new Moves(files);
        const edits = editsForMoves(LangiumDocuments.all, moves);
        const edit = workspaceEdit(edits, flow.host.Client, TextDocuments);
        const along = canRenameFiles(flow.host.Client)
          ? await typesAlong(LangiumDocuments.all, moves, FileSystemProvider)
          : [];
        if (along.length > 0) edit.documentChanges = [...(edit.documentChanges ?? []), ...along];
        return isEmpty(edit) ? null : edit;
      });
      if (answer instanceof ResponseError) throw answer;
      return answer;
    });
    connection.workspace.onDidRenameFiles(({ files }) => {
      const changes = files.flatMap(({ oldUri, newUri }): FileEvent[] => [
        { uri: oldUri, type: FileChangeType.Deleted },
        { uri: newUri, type: FileChangeType.Created },
      ]);
      shared.lsp.DocumentUpdateHandler.didChangeWatchedFiles?.({ changes });
    });
  },
};

function canRenameFiles(client: Client): boolean {
  return client.can(({ workspace }) => {
    const { documentChanges, resourceOperations } = workspace?.workspaceEdit ?? {};
    return documentChanges === true && resourceOperations?.includes('rename') === true;
  });
}

function isEmpty({ changes = {}, documentChanges = [] }: WorkspaceEdit): boolean {
  return documentChanges.length === 0 && Object.values(changes).every((edits) => edits.length === 0);
}

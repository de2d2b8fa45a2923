/**
 * Files and folders that are renamed in the editor: the paths that name them go along, in the edit that the client makes with the
 * rename. Clients that do not watch files tell here that they have moved.
 */
import {
  FileChangeType,
  type FileEvent,
  type FileOperationRegistrationOptions,
  ResponseError,
} from 'vscode-languageserver';
import { Moves } from '../file-rename/moves.ts';
import { editsForMoves } from '../file-rename/rename-files.ts';
import { workspaceEdit } from '../rename/edit.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

/** Data and code have any name, and folders hold both. */
const everything: FileOperationRegistrationOptions = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

export const renameFiles: ExtraRequest = {
  capabilities: { workspace: { fileOperations: { willRename: everything, didRename: everything } } },
  connect(connection, { shared, flow }) {
    const { LangiumDocuments, TextDocuments } = shared.workspace;
    connection.workspace.onWillRenameFiles(async ({ files }, token) => {
      const answer = await whenBuilt(shared, token, () => {
        const edits = editsForMoves(LangiumDocuments.all, new Moves(files));
        const isEmpty = [...edits.files.values()].every((list) => list.length === 0);
        return isEmpty ? null : workspaceEdit(edits, flow.host.Client, TextDocuments);
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

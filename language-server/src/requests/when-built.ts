import { DocumentState, isOperationCancelled } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** The answer once every file is linked, as Langium's own handlers give theirs: cancelled where nobody wants it any more. */
export async function whenBuilt<T>(
  { workspace }: LangiumSharedServices,
  token: CancellationToken,
  work: () => T | Promise<T>,
): Promise<T | ResponseError> {
  try {
    await workspace.WorkspaceManager.ready;
    await workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
    return await work();
  } catch (failure) {
    if (!isOperationCancelled(failure)) throw failure;
    return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request has been cancelled.');
  }
}

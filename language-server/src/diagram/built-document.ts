import { DocumentState, type LangiumDocument, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';

/** The document as the newest text has it, linked; undefined where there is no such file. Waits for a build under way. */
export async function builtDocument(
  { workspace }: LangiumSharedServices,
  uri: URI,
  token: CancellationToken,
): Promise<LangiumDocument | undefined> {
  const { WorkspaceManager, LangiumDocuments, WorkspaceLock, DocumentBuilder } = workspace;
  await WorkspaceManager.ready;
  if (!LangiumDocuments.hasDocument(uri)) {
    await WorkspaceLock.write((cancelled) => DocumentBuilder.update([uri], [], cancelled));
  }
  if (!LangiumDocuments.hasDocument(uri)) return undefined;
  await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, uri, token);
  return LangiumDocuments.getDocument(uri);
}

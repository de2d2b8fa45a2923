import type { LangiumDocument, LangiumSharedCoreServices, URI } from 'langium';
import { importedUris } from './names/import-uri.ts';

/**
 * Loads the file and everything it imports, and brings all of them to where they can be analysed.
 * Rejects with the file system's error where the file itself cannot be read; an import that is not there is a diagnostic of
 * the importing file, one that is there and cannot be read rejects.
 */
export async function loadDocument(
  services: { shared: LangiumSharedCoreServices },
  uri: URI,
): Promise<LangiumDocument> {
  const { workspace } = services.shared;
  const document = await workspace.LangiumDocuments.getOrCreateDocument(uri);
  const imported = await loadImports(services, document);
  await workspace.DocumentBuilder.build([document, ...imported], { validation: false });
  return document;
}

/**
 * The documents that imports lead to, near or far, loaded but not built. `unreadable` is told of a file that is there and cannot be
 * read, and the others are loaded all the same; without it such a file rejects.
 */
export async function loadImports(
  { shared }: { shared: LangiumSharedCoreServices },
  document: LangiumDocument,
  unreadable?: (uri: URI) => void,
): Promise<LangiumDocument[]> {
  const { LangiumDocuments, FileSystemProvider } = shared.workspace;
  const found = new Map<string, LangiumDocument>([[document.uri.toString(), document]]);
  const waiting = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const uri of importedUris(next)) {
      if (found.has(uri.toString())) continue;
      if (!LangiumDocuments.hasDocument(uri) && !(await FileSystemProvider.exists(uri))) continue;
      const imported = await LangiumDocuments.getOrCreateDocument(uri).catch((failure: unknown) => {
        if (unreadable === undefined) throw failure;
        unreadable(uri);
      });
      if (imported === undefined) continue;
      found.set(uri.toString(), imported);
      waiting.push(imported);
    }
  }
  found.delete(document.uri.toString());
  return [...found.values()];
}

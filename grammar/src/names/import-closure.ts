import type { LangiumDocument } from 'langium';
import { factsOf } from '../analysis/document-facts.ts';
import { importedUris } from './import-uri.ts';

/** The files that a document's imports lead to, near or far, as far as they are loaded; without the document itself. */
export function importedDocuments(document: LangiumDocument): LangiumDocument[] {
  const found = new Map<string, LangiumDocument>([[document.uri.toString(), document]]);
  for (const next of found.values()) {
    for (const uri of importedUris(next)) {
      const imported = factsOf(next).loaded(uri)?.$document;
      if (imported !== undefined && !found.has(uri.toString())) found.set(uri.toString(), imported);
    }
  }
  found.delete(document.uri.toString());
  return [...found.values()];
}

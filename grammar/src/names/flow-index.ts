import {
  DefaultIndexManager,
  type LangiumDocument,
  type LangiumDocuments,
  type LangiumSharedCoreServices,
} from 'langium';
import { importedUris } from './import-uri.ts';

/** A document depends on everything its imports lead to: the type of an imported schema may change three files away. */
export class FlowIndex extends DefaultIndexManager {
  private readonly allDocuments: () => LangiumDocuments;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.allDocuments = () => services.workspace.LangiumDocuments;
  }

  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    return [...this.importClosure(document)].some((uri) => changedUris.has(uri));
  }

  private importClosure(document: LangiumDocument): Set<string> {
    const found = new Set<string>();
    const waiting = [document];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const uri of importedUris(next)) {
        if (found.has(uri.toString())) continue;
        found.add(uri.toString());
        const imported = this.allDocuments().getDocument(uri);
        if (imported !== undefined) waiting.push(imported);
      }
    }
    return found;
  }
}

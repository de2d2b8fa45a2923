import {
  type AstNode,
  DefaultIndexManager,
  type LangiumDocument,
  type LangiumDocuments,
  type LangiumSharedCoreServices,
  type ReferenceDescription,
  type Stream,
  type URI,
} from 'langium';
import { describeReferences } from './describe-references.ts';
import { importedUris } from './import-uri.ts';

/**
 * A document depends on everything its imports lead to: the type of an imported schema may change three files away. And who
 * refers to what is written down when somebody asks, not with every key.
 */
export class FlowIndex extends DefaultIndexManager {
  private readonly allDocuments: () => LangiumDocuments;
  private readonly undescribed = new Map<string, LangiumDocument>();

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.allDocuments = () => services.workspace.LangiumDocuments;
  }

  override async updateReferences(document: LangiumDocument): Promise<void> {
    this.undescribed.set(document.uri.toString(), document);
  }

  override removeReferences(uri: URI): void {
    super.removeReferences(uri);
    this.undescribed.delete(uri.toString());
  }

  override findAllReferences(target: AstNode, path: string): Stream<ReferenceDescription> {
    for (const [uri, document] of this.undescribed) {
      const { workspace } = this.serviceRegistry.getServices(document.uri);
      this.referenceIndex.set(uri, describeReferences(document, workspace));
    }
    this.undescribed.clear();
    return super.findAllReferences(target, path);
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

import { DefaultDocumentBuilder, type LangiumDocument } from 'langium';

/**
 * Langium links every document with an unknown name again whenever anything changes anywhere. Names here are not global: one
 * that is unknown becomes known by its own file or by those it imports, and every connector is a name that no dataset has.
 */
export class RelinkBuilder extends DefaultDocumentBuilder {
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    return this.indexManager.isAffected(document, changedUris);
  }
}

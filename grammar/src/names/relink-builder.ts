import { Cancellation, DefaultDocumentBuilder, type DocumentState, type LangiumDocument } from 'langium';

/**
 * Langium links every document with an unknown name again whenever anything changes anywhere. Names here are not global: one
 * that is unknown becomes known by its own file or by those it imports, and every connector is a name that no dataset has.
 */
export class RelinkBuilder extends DefaultDocumentBuilder {
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    return this.indexManager.isAffected(document, changedUris);
  }

  /**
   * A document has reached its state by the time it is told. Langium tells nobody when a newer change comes at that very moment,
   * and nobody later either: facts would be those of the text before, and what was found would never be shown.
   */
  protected override notifyDocumentPhase(document: LangiumDocument, state: DocumentState): Promise<void> {
    return super.notifyDocumentPhase(document, state, Cancellation.CancellationToken.None);
  }
}

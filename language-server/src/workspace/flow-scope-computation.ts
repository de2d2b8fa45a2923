import * as ast from '@millrace/grammar/syntax';
import {
  type AstNodeDescription,
  type AstNodeDescriptionProvider,
  type LangiumDocument,
  type LocalSymbols,
  MultiMap,
  type ScopeComputation,
} from 'langium';

/**
 * The declarations of a file, for the search of symbols in the project. Scopes come from the trees themselves (grammar's
 * scope provider), so the table of every name in a file that Langium would make on each keystroke is not made.
 */
export class FlowScopeComputation implements ScopeComputation {
  private readonly descriptions: AstNodeDescriptionProvider;

  constructor(descriptions: AstNodeDescriptionProvider) {
    this.descriptions = descriptions;
  }

  async collectExportedSymbols(document: LangiumDocument): Promise<AstNodeDescription[]> {
    const { declarations } = document.parseResult.value as ast.FlowFile;
    return declarations
      .filter((item) => !ast.isTest(item))
      .filter((item) => item.name)
      .map((item) => this.descriptions.createDescription(item, item.name, document));
  }

  async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap();
  }
}

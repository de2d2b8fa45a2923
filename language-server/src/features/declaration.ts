/** Go to declaration: what is defined here is declared where it is defined. Editors that ask for the one get the other. */
import type { LangiumDocument, MaybePromise } from 'langium';
import type { DeclarationProvider } from 'langium/lsp';
import type { DeclarationParams, LocationLink } from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';

export class FlowDeclarations implements DeclarationProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  getDeclaration(document: LangiumDocument, params: DeclarationParams): MaybePromise<LocationLink[] | undefined> {
    return this.services.lsp.DefinitionProvider?.getDefinition(document, params);
  }
}

import type { LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { wordInTree } from '../cursor/leaf-at.ts';
import { describe } from '../hover/describers.ts';
import { plainText } from '../markdown/plain-text.ts';
import type { FlowLanguageServices } from '../services.ts';

/** Hover: finds the word and lets the describer of its place speak. */
export class FlowHoverProvider implements HoverProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
    const word = wordInTree(document, document.textDocument.offsetAt(position));
    const value = word && describe(word, this.services);
    if (word === undefined || value === undefined) return undefined;
    const kind = this.services.host.Client.markup(({ textDocument }) => textDocument?.hover?.contentFormat);
    const shown = kind === MarkupKind.PlainText ? plainText(value) : value;
    return { contents: { kind, value: shown }, range: word.range };
  }
}

import type { LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { wordInTree } from '../cursor/leaf-at.ts';
import { commentHover, type HoverAt } from '../hover/comment-hover.ts';
import { describe } from '../hover/describers.ts';
import { starHover } from '../hover/star-hover.ts';
import { symbolHover } from '../hover/symbol-hover.ts';
import { atMost } from '../markdown/at-most.ts';
import { plainText } from '../markdown/plain-text.ts';
import type { FlowLanguageServices } from '../services.ts';

/** What fits on a screen beside the text. */
const linesMax = 30;

/** Hover: finds the word and lets the describer of its place speak; what no place of the tree says the symbols of the project may. */
export class FlowHoverProvider implements HoverProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async getHoverContent(document: LangiumDocument, { position }: HoverParams): Promise<Hover | undefined> {
    const offset = document.textDocument.offsetAt(position);
    const found =
      commentHover(document, offset) ??
      starHover(document, offset) ??
      (await this.inTree(document, offset)) ??
      symbolHover(document, offset, this.services);
    if (found === undefined) return undefined;
    const kind = this.services.host.Client.markup(({ textDocument }) => textDocument?.hover?.contentFormat);
    const text = atMost(found.value, linesMax);
    return { contents: { kind, value: kind === MarkupKind.PlainText ? plainText(text) : text }, range: found.range };
  }

  private async inTree(document: LangiumDocument, offset: number): Promise<HoverAt | undefined> {
    const word = wordInTree(document, offset);
    const value = word && (await describe(word, this.services));
    return word === undefined || value === undefined ? undefined : { value, range: word.range };
  }
}

import type { LangiumDocument } from 'langium';
import type { DocumentLinkProvider } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver';
import { describeFile } from '../links/describe-file.ts';
import { addressLinks, fileLinks } from '../links/links-in.ts';
import type { FlowLanguageServices } from '../services.ts';
import { parsedText } from '../workspace/large-texts.ts';

/** Document links: to imported files, models, data and code that are there, and to addresses; what they are is said on pointing. */
export class FlowDocumentLinks implements DocumentLinkProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    const { textDocument } = document;
    const lexed = this.services.parser.Lexer.tokenize(parsedText(textDocument.getText()));
    return [...fileLinks(document, this.services.host.Ports), ...addressLinks(lexed)].map(({ from, to, target }) => ({
      range: { start: textDocument.positionAt(from), end: textDocument.positionAt(to) },
      target,
    }));
  }

  resolve(link: DocumentLink): DocumentLink {
    const { host, shared } = this.services;
    const canShow = host.Client.can(({ textDocument }) => textDocument?.documentLink?.tooltipSupport);
    if (!canShow || link.target === undefined) return link;
    const tooltip = describeFile(link.target, host.Ports, shared.workspace.LangiumDocuments);
    return tooltip === undefined ? link : { ...link, tooltip };
  }
}

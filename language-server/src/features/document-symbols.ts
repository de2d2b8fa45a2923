/** The outline: declarations with their fields, parameters and nodes, and the columns and ports that nodes make. */
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, type SymbolInformation, SymbolTag } from 'vscode-languageserver';
import { entryOf, partsOf } from '../outline/entry.ts';
import type { Named } from '../outline/named.ts';
import type { FlowLanguageServices } from '../services.ts';

export class FlowDocumentSymbols implements DocumentSymbolProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    const { Client } = this.services.host;
    const canTag = Client.can(({ textDocument }) =>
      textDocument?.documentSymbol?.tagSupport?.valueSet.includes(SymbolTag.Deprecated),
    );
    const { declarations } = document.parseResult.value as ast.FlowFile;
    return declarations.flatMap((one) => symbolsOf(one, canTag));
  }

  /** What a client can show: without a hierarchy one list, each with the name of what it is in. */
  getShownSymbols(document: LangiumDocument): DocumentSymbol[] | SymbolInformation[] {
    const symbols = this.getSymbols(document);
    const isTree = this.services.host.Client.can(
      ({ textDocument }) => textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport,
    );
    return isTree ? symbols : symbols.flatMap((symbol) => flat(symbol, document.uri.toString()));
  }
}

function symbolsOf(node: Named, canTag: boolean): DocumentSymbol[] {
  const entry = entryOf(node);
  if (entry === undefined || node.$cstNode === undefined) return [];
  const { name, kind, detail, place, isDeprecated } = entry;
  const children = partsOf(node).flatMap((part) => symbolsOf(part, canTag));
  return [
    {
      name,
      kind,
      ...(detail && { detail }),
      range: node.$cstNode.range,
      selectionRange: place.range,
      ...(children.length > 0 && { children }),
      ...(isDeprecated && (canTag ? { tags: [SymbolTag.Deprecated] } : { deprecated: true })),
    },
  ];
}

function flat(
  { name, kind, range, children = [], tags }: DocumentSymbol,
  uri: string,
  around?: string,
): SymbolInformation[] {
  const here: SymbolInformation = { name, kind, location: { uri, range }, ...(tags && { tags }) };
  const own = around === undefined ? here : { ...here, containerName: around };
  return [own, ...children.flatMap((child) => flat(child, uri, name))];
}

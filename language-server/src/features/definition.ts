/**
 * Go to definition. Columns lead to what makes them, through nodes, flows, queries and tests; parameters, ports and outputs to
 * where they are declared, tables of a query to their node, paths to their file. What is left are the syntax's cross-references.
 */
import { definitionsOf, type NamedSymbol, type Ports, rangeOf } from '@millrace/grammar';
import type { LangiumDocument, MaybePromise } from 'langium';
import { DefaultDefinitionProvider } from 'langium/lsp';
import type { DefinitionParams, LocationLink, Range } from 'vscode-languageserver';
import { fileAt } from '../cursor/file-at.ts';
import { wordInTree } from '../cursor/leaf-at.ts';
import { linkToFile, linkToNode } from '../navigation/link-to.ts';
import type { FlowLanguageServices } from '../services.ts';
import { rangeOfMention, symbolAtOffset } from '../symbols/symbol-at.ts';

export class FlowDefinitionProvider extends DefaultDefinitionProvider {
  private readonly ports: Ports;

  constructor(services: FlowLanguageServices) {
    super(services);
    this.ports = services.host.Ports;
  }

  override getDefinition(
    document: LangiumDocument,
    params: DefinitionParams,
  ): MaybePromise<LocationLink[] | undefined> {
    const offset = document.textDocument.offsetAt(params.position);
    const found = this.fileLink(document, offset) ?? symbolLinks(document, offset);
    return found ?? super.getDefinition(document, params);
  }

  /** A file that is not there yet, such as the output of a run, is no place to go to. */
  private fileLink(document: LangiumDocument, offset: number): LocationLink[] | undefined {
    const word = wordInTree(document, offset);
    const file = word && fileAt(document, word);
    if (word === undefined || file === undefined) return undefined;
    return this.ports.fileExists?.(file.toString()) === false ? [] : [linkToFile(word.range, file)];
  }
}

function symbolLinks(document: LangiumDocument, offset: number): LocationLink[] | undefined {
  const found = symbolAtOffset(document, offset);
  if (found === undefined) return undefined;
  const links = linksTo(found.symbol, found.range).filter((link) => link !== undefined);
  return links.length > 0 ? links : undefined;
}

function linksTo(symbol: NamedSymbol, from: Range): (LocationLink | undefined)[] {
  switch (symbol.is) {
    case 'column':
      return definitionsOf(symbol.column).map((one) => linkToNode(from, one.place.node, rangeOfMention(one)));
    case 'parameter':
      return [linkToNode(from, symbol.parameter)];
    case 'tensor':
      return [linkToNode(from, symbol.tensor.field)];
    case 'port':
      return [linkToNode(from, symbol.port)];
    case 'stream':
      return [linkToNode(from, symbol.stream, rangeOf({ node: symbol.stream, property: 'name' }))];
  }
}

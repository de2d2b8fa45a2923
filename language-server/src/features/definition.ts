/**
 * Go to definition. Langium follows the cross-references; on top of that fields lead to where they are made, parameters to
 * their declaration, and paths to the file.
 */
import type { Ports } from '@millrace/grammar';
import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument, type MaybePromise, type URI } from 'langium';
import { DefaultDefinitionProvider } from 'langium/lsp';
import { type DefinitionParams, LocationLink, type Range } from 'vscode-languageserver';
import { fieldPathAt } from '../cursor/field-path-at.ts';
import { fileAt } from '../cursor/file-at.ts';
import { flowAround } from '../cursor/flow-around.ts';
import { type WordInTree, wordInTree } from '../cursor/leaf-at.ts';
import { fieldOrigin } from '../lineage/field-origin.ts';
import type { FlowLanguageServices } from '../services.ts';

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
    const word = wordInTree(document, document.textDocument.offsetAt(params.position));
    const target = word && this.targetOf(document, word);
    if (target === undefined) return super.getDefinition(document, params);
    return [target];
  }

  /** A file that is not there yet, such as the output of a run, is no place to go to. */
  private targetOf(document: LangiumDocument, word: WordInTree): LocationLink | undefined {
    const file = fileAt(document, word);
    if (file === undefined) return linkToNode(word.range, declarationOf(word));
    if (this.ports.fileExists?.(file.toString()) === false) return undefined;
    return linkTo(word.range, file, startOfFile, startOfFile);
  }
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function linkTo(from: Range, to: URI, whole: Range, name: Range): LocationLink {
  return LocationLink.create(to.toString(), whole, name, from);
}

function linkToNode(from: Range, place: AstNode | undefined): LocationLink | undefined {
  const whole = place?.$cstNode;
  if (place === undefined || whole === undefined) return undefined;
  const name = ['name', 'key', 'record'].map((property) => GrammarUtils.findNodeForProperty(whole, property));
  const { range } = name.find((found) => found !== undefined) ?? whole;
  return linkTo(from, AstUtils.getDocument(place).uri, whole.range, range);
}

/** Of a field or a parameter; cross-references are Langium's. */
function declarationOf(word: WordInTree): AstNode | undefined {
  const around = flowAround(word.node);
  const path = fieldPathAt(word);
  if (around === undefined || path === undefined) return undefined;
  const { flow, node: analysed } = around;
  const origin = analysed && fieldOrigin(flow, analysed, path);
  return origin?.place ?? flow.flow.parameters.find((parameter) => path.length === 1 && parameter.name === path[0]);
}

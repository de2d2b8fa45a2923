/**
 * Go to definition. Langium follows the cross-references; on top of that fields lead to where they are made, parameters to
 * their declaration, and paths to the file.
 */
import * as ast from '@millrace/grammar/syntax';
import {
  type AstNode,
  AstUtils,
  GrammarUtils,
  type LangiumDocument,
  type MaybePromise,
  type URI,
  UriUtils,
} from 'langium';
import { DefaultDefinitionProvider } from 'langium/lsp';
import { type DefinitionParams, LocationLink, type Range } from 'vscode-languageserver';
import { valueSpecOf } from '../catalogue/spec-at.ts';
import { fieldPathAt } from '../cursor/field-path-at.ts';
import { flowAround } from '../cursor/flow-around.ts';
import { type WordInTree, wordInTree } from '../cursor/leaf-at.ts';
import { fieldOrigin } from '../lineage/field-origin.ts';

export class FlowDefinitionProvider extends DefaultDefinitionProvider {
  override getDefinition(
    document: LangiumDocument,
    params: DefinitionParams,
  ): MaybePromise<LocationLink[] | undefined> {
    const word = wordInTree(document, document.textDocument.offsetAt(params.position));
    const target = word && targetOf(document, word);
    if (target === undefined) return super.getDefinition(document, params);
    return [target];
  }
}

function targetOf(document: LangiumDocument, word: WordInTree): LocationLink | undefined {
  const file = fileAt(document, word);
  if (file !== undefined) return linkTo(word.range, file, startOfFile, startOfFile);
  const place = declarationOf(word);
  return place && linkToNode(word.range, place);
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function linkTo(from: Range, to: URI, whole: Range, name: Range): LocationLink {
  return LocationLink.create(to.toString(), whole, name, from);
}

function linkToNode(from: Range, place: AstNode): LocationLink | undefined {
  const whole = place.$cstNode;
  if (whole === undefined) return undefined;
  const name = ['name', 'key', 'record'].map((property) => GrammarUtils.findNodeForProperty(whole, property));
  const { range } = name.find((found) => found !== undefined) ?? whole;
  return linkTo(from, AstUtils.getDocument(place).uri, whole.range, range);
}

function fileAt({ uri }: LangiumDocument, { node, property }: WordInTree): URI | undefined {
  const isPath = ast.isImport(node)
    ? property === 'path'
    : ast.isStringLiteral(node) && valueSpecOf(node)?.kind === 'path';
  const path = ast.isImport(node) ? node.path : ast.isStringLiteral(node) ? node.value : undefined;
  return isPath && path ? UriUtils.resolvePath(UriUtils.dirname(uri), path) : undefined;
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

/**
 * Linked editing: while the name of a node is typed at its statement, the places that read the node change along. Offered where
 * that is all a renaming would do. Refused for a name in back-quotes, or that two nodes have (the places would be those of both),
 * for an output, a node that a query reads, and wherever another file names the node.
 */
import { nodesOf, sourceRefs } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, GrammarUtils, type LangiumDocument, UriUtils } from 'langium';
import type { LinkedEditingRanges, Position } from 'vscode-languageserver';
import { wordInTree } from '../cursor/leaf-at.ts';
import type { FlowLanguageServices } from '../services.ts';

const wordPattern = '[A-Za-z_]\\w*';

export function linkedEditing(
  { references }: FlowLanguageServices,
  document: LangiumDocument,
  position: Position,
): LinkedEditingRanges | undefined {
  const word = wordInTree(document, document.textDocument.offsetAt(position));
  if (word === undefined || !ast.isNode(word.node) || word.property !== 'name' || !isAlone(word.node)) return undefined;
  const name = GrammarUtils.findNodeForProperty(word.node.$cstNode, 'name');
  const found = references.References.findReferences(word.node, {}).toArray();
  const isHere = found.every(({ sourceUri }) => UriUtils.equals(sourceUri, document.uri));
  const ranges = found.map(({ segment }) => segment.range);
  const isSame = ranges.every((range) => document.textDocument.getText(range) === name?.text);
  if (name === undefined || found.length === 0 || !isHere || !isSame) return undefined;
  return new RegExp(`^${wordPattern}$`).test(name.text) ? { ranges: [name.range, ...ranges], wordPattern } : undefined;
}

function isAlone(node: ast.Node): boolean {
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  if (flow === undefined || flow.outputs.some((output) => output.node?.ref === node)) return false;
  const others = nodesOf(flow).filter((other) => other !== node);
  const readsInQuery = (other: ast.Node) => ast.isSqlNode(other) && sourceRefs(other).some(({ from }) => from === node);
  return others.every((other) => other.name !== node.name && !readsInQuery(other));
}

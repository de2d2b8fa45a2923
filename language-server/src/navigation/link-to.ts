import { rangeOf } from '@millrace/grammar';
import { type AstNode, AstUtils, type URI } from 'langium';
import { LocationLink, type Range } from 'vscode-languageserver';

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function linkToFile(from: Range, file: URI, at: Range = startOfFile): LocationLink {
  return LocationLink.create(file.toString(), at, at, from);
}

/** To a declaration, a node or a field: its name is what is selected, or other words of it. */
export function linkToNode(from: Range, node: AstNode, words?: Range): LocationLink | undefined {
  const whole = node.$cstNode?.range;
  if (whole === undefined) return undefined;
  const name = words ?? rangeOf({ node, property: 'name' });
  return LocationLink.create(AstUtils.getDocument(node).textDocument.uri, whole, name, from);
}

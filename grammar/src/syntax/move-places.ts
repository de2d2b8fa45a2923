/**
 * Words that were read keep their tree when the text before them grows or shrinks: only where they stand changes. Langium keeps
 * a place in each leaf and remembers ranges above, and has no way of its own to change either.
 */
import type { CompositeCstNode, CstNode } from 'langium';

export interface Move {
  /** In characters. */
  offset: number;
  lines: number;
  /** What stands in this line moves along it, too. */
  line: number;
  columns: number;
}

interface LeafPlace {
  _offset: number;
  _startLine: number;
  _startColumn: number;
  _endLine: number;
  _endColumn: number;
}

/** All leaves below the node. */
export function moveWords(node: CstNode, by: Move): void {
  const { content } = node as CompositeCstNode;
  if (content === undefined) moveLeaf(node as unknown as LeafPlace, by);
  else {
    forgetRange(node);
    for (const child of content) moveWords(child, by);
  }
}

/** All that stands behind the node in its document. */
export function moveWordsBehind(node: CstNode, by: Move): void {
  for (let one = node; one.container !== undefined; one = one.container) {
    const { content } = one.container;
    forgetRange(one.container);
    for (let index = content.indexOf(one) + 1; index < content.length; index++)
      moveWords(content[index] as CstNode, by);
  }
}

/** Of a node of which something changed; without this it tells where it stood before. */
export function forgetRange(node: CstNode): void {
  (node as unknown as { _rangeCache: undefined })._rangeCache = undefined;
}

function moveLeaf(leaf: LeafPlace, { offset, lines, line, columns }: Move): void {
  leaf._offset += offset;
  if (leaf._startLine === line) leaf._startColumn += columns;
  if (leaf._endLine === line) leaf._endColumn += columns;
  leaf._startLine += lines;
  leaf._endLine += lines;
}

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
  const { container } = node;
  if (container !== undefined) moveWordsFrom(container, container.content.indexOf(node) + 1, by);
}

/** What the node holds from an index on, and all that stands behind it in its document. */
export function moveWordsFrom(node: CompositeCstNode, start: number, by: Move): void {
  forgetRange(node);
  for (let index = start; index < node.content.length; index++) moveWords(node.content[index] as CstNode, by);
  moveWordsBehind(node, by);
}

/** Puts nodes in the place of those from one index to another. */
export function replaceWords(node: CompositeCstNode, [start, end]: [number, number], by: readonly CstNode[]): void {
  (node as unknown as { content: CstNode[] }).content = [
    ...node.content.slice(0, start),
    ...by,
    ...node.content.slice(end),
  ];
  for (const child of by) (child as { container: CompositeCstNode }).container = node;
}

/** Where the node, or what it is part of, stands in the other one. */
export function indexIn(around: CompositeCstNode, node: CstNode): number {
  let one = node;
  while (one.container !== undefined && one.container !== around) one = one.container;
  return around.content.indexOf(one);
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

/** The tokens of a text and what stands between them: comments, and how many line ends. */
import { type CompositeCstNode, type CstNode, isCompositeCstNode, type LeafCstNode, type RootCstNode } from 'langium';

export interface Comment {
  leaf: LeafCstNode;
  text: string;
  /** Ends with its line. */
  isLine: boolean;
  lineEndsBefore: number;
  lineEndsAfter: number;
}

export class SourceText {
  readonly text: string;
  private readonly comments = new Map<LeafCstNode, Comment[]>();
  private readonly lineEnds = new Map<LeafCstNode, number>();
  /** Behind the last token. */
  readonly commentsAtEnd: Comment[];

  constructor(root: RootCstNode) {
    this.text = root.fullText;
    let end = 0;
    let waiting: Comment[] = [];
    for (const leaf of leavesOf(root)) {
      const lineEnds = this.countLineEnds(end, leaf.offset);
      const previous = waiting.at(-1);
      if (previous !== undefined) previous.lineEndsAfter = lineEnds;
      end = leaf.end;
      if (leaf.hidden) {
        waiting.push(commentOf(leaf, lineEnds));
        continue;
      }
      if (lineEnds > 0) this.lineEnds.set(leaf, lineEnds);
      if (waiting.length > 0) this.comments.set(leaf, waiting);
      if (waiting.length > 0) waiting = [];
    }
    this.commentsAtEnd = waiting;
  }

  commentsBefore(leaf: LeafCstNode): readonly Comment[] {
    return this.comments.get(leaf) ?? [];
  }

  /** Since the comment or token before it. */
  lineEndsBefore(leaf: LeafCstNode): number {
    return this.lineEnds.get(leaf) ?? 0;
  }

  private countLineEnds(from: number, to: number): number {
    if (to === from || (to - from === 1 && this.text[from] === ' ')) return 0;
    return this.text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0;
  }
}

function commentOf(leaf: LeafCstNode, lineEndsBefore: number): Comment {
  const isLine = leaf.text.startsWith('//');
  return { leaf, text: leaf.text.trimEnd(), isLine, lineEndsBefore, lineEndsAfter: 1 };
}

/** In the order of the text, comments included. */
function leavesOf(root: CompositeCstNode): LeafCstNode[] {
  const leaves: LeafCstNode[] = [];
  const collect = (node: CstNode): void => {
    if (isCompositeCstNode(node)) node.content.forEach(collect);
    else leaves.push(node as LeafCstNode);
  };
  collect(root);
  return leaves.sort((a, b) => a.offset - b.offset);
}

/** The children that are no comments. */
export function visible(node: CompositeCstNode): readonly CstNode[] {
  return node.content.every(isVisible) ? node.content : node.content.filter(isVisible);
}

function isVisible(node: CstNode): boolean {
  return isCompositeCstNode(node) || !(node as LeafCstNode).hidden;
}

export function isLeaf(node: CstNode): node is LeafCstNode {
  return !isCompositeCstNode(node);
}

export function firstLeaf(node: CstNode): LeafCstNode {
  let inner = node;
  while (isCompositeCstNode(inner)) inner = inner.content.find(isVisible) as CstNode;
  return inner as LeafCstNode;
}

export function lastLeaf(node: CstNode): LeafCstNode {
  let inner = node;
  while (isCompositeCstNode(inner)) inner = inner.content.findLast(isVisible) as CstNode;
  return inner as LeafCstNode;
}

/** The node itself, or the one inside that has more than one part. */
export function unwrapped(node: CstNode): CstNode {
  let inner = node;
  while (isCompositeCstNode(inner)) {
    const parts = visible(inner);
    if (parts.length !== 1) break;
    inner = parts[0] as CstNode;
  }
  return inner;
}

/**
 * What lies around an offset, from the word outwards: word, text, expression, item, what is between the brackets, the brackets,
 * the node, the node with its documentation, the group, the flow, the file. Each holds the one before and more.
 */
import * as ast from '@millrace/grammar/syntax';
import { type CompositeCstNode, type CstNode, CstUtils, isLeafCstNode } from 'langium';

export interface Span {
  from: number;
  to: number;
}

export function spansAround(root: CstNode | undefined, text: string, offset: number): Span[] {
  const leaf = root && leafAt(root, offset);
  const spans = [
    ...wordAt(text, offset),
    ...(leaf === undefined ? [] : inLeaf(leaf, text, offset)),
    ...(leaf === undefined ? around(root, offset) : outOf(leaf)),
    { from: 0, to: text.length },
  ];
  return growing(spans.filter(({ from, to }) => from <= offset && offset <= to));
}

/** A comment is a leaf too; a cursor directly behind a word is still at it. */
function leafAt(root: CstNode, offset: number): CstNode | undefined {
  const found = CstUtils.findDeclarationNodeAtOffset(root, offset, /[\w`"]/);
  return found ?? CstUtils.findLeafNodeAtOffset(root, offset);
}

function wordAt(text: string, offset: number): Span[] {
  let [from, to] = [offset, offset];
  while (from > 0 && /[\p{L}\p{N}_]/u.test(text[from - 1] as string)) from--;
  while (to < text.length && /[\p{L}\p{N}_]/u.test(text[to] as string)) to++;
  return from === to ? [] : [{ from, to }];
}

/** Parts of a text or a comment: the line, what is between the quotes, all of it. */
function inLeaf({ offset: from, end: to, text: written }: CstNode, text: string, offset: number): Span[] {
  const [, opening = '', closing = ''] = /^("""|["`])[\s\S]*?("""|["`])$/.exec(written) ?? [];
  const inner = { from: from + opening.length, to: to - closing.length };
  const isLong = written.includes('\n') || written.startsWith('/');
  const line = isLong ? [lineIn(inner, text, offset)] : [];
  return [...line, inner, { from, to }];
}

/** The line without what indents it, and without the stars of a comment. */
function lineIn({ from, to }: Span, text: string, offset: number): Span {
  const start = Math.max(from, text.lastIndexOf('\n', offset - 1) + 1);
  const next = text.indexOf('\n', offset);
  const end = Math.min(to, next < 0 ? text.length : next);
  const line = text.slice(start, end);
  const [lead = ''] = /^[ \t]*(\/\/+|\/\*+|\*+(?!\/))?[ \t]*/.exec(line) ?? [];
  const [tail = ''] = /[ \t]*(\*\/)?\s*$/.exec(line.slice(lead.length)) ?? [];
  return { from: start + lead.length, to: end - tail.length };
}

/** Where no word is: the innermost part of the tree. */
function around(root: CstNode | undefined, offset: number): Span[] {
  const composite = root && innermost(root as CompositeCstNode, offset);
  return composite === undefined ? [] : [...betweenBrackets(composite, offset), spanOf(composite), ...outOf(composite)];
}

function innermost(node: CompositeCstNode, offset: number): CompositeCstNode {
  const inside = node.content.find((child) => !isLeafCstNode(child) && child.offset <= offset && offset <= child.end);
  return inside === undefined ? node : innermost(inside as CompositeCstNode, offset);
}

function outOf(node: CstNode): Span[] {
  const spans: Span[] = [];
  for (let inner = node, outer = inner.container; outer !== undefined; inner = outer, outer = inner.container) {
    spans.push(...betweenBrackets(outer, inner.offset), spanOf(outer), ...documented(outer));
  }
  return spans;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What is between the brackets of a node that lie around an offset, and with them. */
function betweenBrackets({ content }: CompositeCstNode, offset: number): Span[] {
  const open: { closer: string; index: number }[] = [];
  for (const [index, { text, offset: at, end }] of content.entries()) {
    if (closers[text] !== undefined) open.push({ closer: closers[text], index });
    else if (text === open.at(-1)?.closer) {
      const first = open.pop()?.index ?? 0;
      const opening = content[first] as CstNode;
      if (opening.end > offset || offset > at) continue;
      const [from, to] = [content[first + 1]?.offset ?? end, content[index - 1]?.end ?? at];
      return [...(first + 1 < index ? [{ from, to }] : []), { from: opening.offset, to: end }];
    }
  }
  return [];
}

/** A declaration, node or field with the comment before it. */
function documented(node: CompositeCstNode): Span[] {
  const { astNode } = node;
  const hasComment = ast.isDeclaration(astNode) || ast.isStatement(astNode) || ast.isFieldDeclaration(astNode);
  if (!hasComment || astNode.$cstNode !== node) return [];
  const comment = CstUtils.findCommentNode(node, ['BLOCK_COMMENT', 'LINE_COMMENT']);
  return comment === undefined ? [] : [{ from: comment.offset, to: node.end }];
}

function spanOf({ offset, end }: CstNode): Span {
  return { from: offset, to: end };
}

function growing(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    const holds = last === undefined || (span.from <= last.from && span.to >= last.to);
    const isMore = last === undefined || span.to - span.from > last.to - last.from;
    if (holds && isMore && span.to > span.from) kept.push(span);
  }
  return kept;
}

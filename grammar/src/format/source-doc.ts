import type { LeafCstNode } from 'langium';
import type { Source } from './doc.ts';
import { blockTextAt, commentAt } from './multi-line-text.ts';
import type { Comment } from './source-text.ts';

export function tokenDoc(leaf: LeafCstNode): Source {
  const { text } = leaf;
  const breaks = text.includes('\n');
  const at = breaks && text.startsWith('"""') ? (indent: number) => blockTextAt(text, indent) : undefined;
  return { type: 'source', leaf, text, trails: false, at, breaks };
}

export function commentDoc({ leaf, text }: Comment, trails = false): Source {
  const breaks = text.includes('\n');
  const at = breaks ? (indent: number) => commentAt(text, indent) : undefined;
  return { type: 'source', leaf, text, trails, at, breaks };
}

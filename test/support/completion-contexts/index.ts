import type { CompletionContext } from './context.ts';
import { declarations } from './declarations.ts';
import { kinds } from './kinds.ts';
import { nodes } from './nodes.ts';
import { comments, queries } from './queries.ts';

export const completionContexts: Readonly<Record<string, CompletionContext[]>> = {
  Declarations: declarations,
  Nodes: nodes,
  'Nodes of a kind': kinds,
  Queries: queries,
  Comments: comments,
};

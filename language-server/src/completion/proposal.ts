import type { FlowAnalysis } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { CompletionItemKind } from 'vscode-languageserver';
import type { CursorContext } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';

/** One thing that may be written at the cursor. */
export interface Proposal {
  label: string;
  kind: CompletionItemKind;
  /** A few words beside the label: the type, the signature. */
  detail?: string;
  /** Markdown. */
  doc?: string;
  /** Instead of the label; a snippet with placeholders such as `${1:name}`. */
  snippet?: string;
  /** Lower comes first; 5 where absent. */
  rank?: number;
}

/** What a proposer may look at. `place` and `statement` are of the cut-out text, unlinked; `file` and `flow` the document's. */
export interface ProposalContext {
  services: FlowLanguageServices;
  cursor: CursorContext;
  place: { node: AstNode; property: string };
  statement: ast.Node | undefined;
  file: ast.FlowFile;
  flow: FlowAnalysis | undefined;
}

export type Proposer = (context: ProposalContext) => Proposal[] | Promise<Proposal[]>;

import type { FlowAnalysis } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { AstNode, LangiumDocument } from 'langium';
import type { CompletionItemKind } from 'vscode-languageserver';
import type { CursorContext } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';

/** One thing that may be written at the cursor. */
export interface Proposal {
  label: string;
  kind: CompletionItemKind;
  /** A few words beside the label: the type, the signature. */
  detail?: string | undefined;
  /** Markdown; made when it is shown. */
  doc?: string | (() => string | undefined) | undefined;
  /** Instead of the label; a snippet with placeholders such as `${1:name}`. */
  snippet?: string | undefined;
  /** Lower comes first; 5 where absent. What has the same comes in the order in which it is proposed. */
  rank?: number;
  /** What a person types to find it, where that is not how it is written. */
  filter?: string;
  isDeprecated?: boolean;
  /** It has members: a dot takes it and goes on with them. */
  hasMembers?: boolean;
  /** It is what is wanted here, so that it may be chosen beforehand. */
  isBest?: boolean;
  /** The other file that declares it, by this name; to name it here is to import it. */
  from?: { document: LangiumDocument; name: string };
}

/** What may be written, and the part of the text that it takes the place of. */
export interface Offer {
  start: number;
  end: number;
  proposals: Proposal[];
  /** The whole part goes, also what stands behind the cursor: a path is no half of another. */
  isWhole?: boolean;
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

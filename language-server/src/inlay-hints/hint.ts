import type { FlowAnalysis, NodeAnalysis } from '@millrace/grammar';
import type { AstNode } from 'langium';
import type { InlayHintKind } from 'vscode-languageserver';

/** What is shown behind a word of the text. Places and the tooltip are found when somebody points at it. */
export interface Hint {
  offset: number;
  parts: HintPart[];
  kind?: InlayHintKind;
  /** Markdown. */
  tooltip?: () => string;
  /** A space between the text and the hint; in front of a value it stands behind. */
  space?: 'before' | 'after';
}

export interface HintPart {
  text: string;
  /** Where the named thing is made. */
  place?: () => AstNode | undefined;
}

/** The hints of one kind at a node. */
export type HintMaker = (node: NodeAnalysis, flow: FlowAnalysis) => Hint[];

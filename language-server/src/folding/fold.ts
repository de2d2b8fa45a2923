import type { FoldingRangeKind } from 'vscode-languageserver';

/** A part of the text that can be hidden behind its first line. */
export interface Fold {
  /** Behind the opening bracket, or at the start of what is no bracket. */
  from: number;
  to: number;
  /** The line of the closing bracket stays. */
  keepsLastLine: boolean;
  kind?: FoldingRangeKind;
  /** What is shown instead. */
  shown?: string;
}

export interface LexedToken {
  image: string;
  startOffset: number;
}

/**
 * A refactoring reads what is selected and says what it could be turned into. It offers only what keeps the meaning, or says in its title
 * what becomes of it; it reads the tree and the analysis, and nothing of a text that does not parse.
 */
import type { AstNode, LangiumDocument, MaybePromise } from 'langium';
import type { CodeActionKind, TextEdit } from 'vscode-languageserver';
import type { Change } from '../code-actions/change.ts';
import type { Span } from '../fixes/editing/spans.ts';
import type { FlowLanguageServices } from '../services.ts';

export interface Selected {
  document: LangiumDocument;
  /** As offsets; empty at a cursor. */
  span: Span;
  /** What the word at its start belongs to; undefined where there is none. */
  node: AstNode | undefined;
  services: FlowLanguageServices;
  /** Asked for by a person, so that also what needs no selection may be offered where nothing is selected. */
  isAsked: boolean;
}

export interface Rewriting {
  title: string;
  kind: CodeActionKind;
  /** Of the document itself; they are put into its layout afterwards. Made only when the action is chosen. */
  edits(): MaybePromise<readonly (TextEdit | undefined)[]>;
  /** In other documents. */
  elsewhere?(): Change['edits'];
}

export type Refactoring = (selected: Selected) => MaybePromise<Rewriting[]>;

/** Those whose places are all there; none where the text is too damaged to say where. */
export function whole(edits: readonly (TextEdit | undefined)[]): TextEdit[] {
  const found = edits.filter((edit) => edit !== undefined);
  return found.length === edits.length ? found : [];
}

/**
 * A fix knows codes and turns a mistake into edits. It reads the tree, the analysis and what the mistake says of itself in its
 * data, never the words of the message. Where it cannot help, it offers nothing.
 */
import type { FixFacts, FlowDiagnostic } from '@millrace/grammar';
import type { AstNode, LangiumDocument, MaybePromise } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import type { Change } from '../code-actions/change.ts';
import type { FlowLanguageServices } from '../services.ts';

export interface Mistake {
  code: string;
  diagnostic: FlowDiagnostic;
  /** What it stands at. */
  node: AstNode;
  facts: FixFacts;
  document: LangiumDocument;
  services: FlowLanguageServices;
}

export interface Mend {
  title: string;
  /** Of the mistake's own document; undefined parts are what a damaged text has no place for. */
  edits: readonly (TextEdit | undefined)[];
  /** In other documents, and new ones. */
  elsewhere?: Change;
  /** What a person most probably wants. */
  isPreferred?: boolean;
  /** Changes nothing of what the text means, so that it may be done without asking. */
  isSafe?: boolean;
}

export interface Fix {
  codes: readonly string[];
  /** The likeliest first. */
  mends(mistake: Mistake): MaybePromise<Mend[]>;
}

/** The change of a mend; undefined where it would change nothing. */
export function changeOf({ edits, elsewhere }: Mend, document: LangiumDocument): Change | undefined {
  const own = edits.filter((edit) => edit !== undefined).filter((edit) => changes(edit, document));
  const others = elsewhere?.edits ?? [];
  const created = elsewhere?.created ?? [];
  if (own.length + others.length + created.length === 0) return undefined;
  const here = own.length === 0 ? [] : [{ uri: document.textDocument.uri, edits: own }];
  return { edits: [...here, ...others], created };
}

/** A node that reads itself may get itself to read. */
function changes({ range, newText }: TextEdit, { textDocument }: LangiumDocument): boolean {
  return textDocument.getText(range) !== newText;
}

/** One mend that is what a person wants. */
export function preferred(title: string, ...edits: (TextEdit | undefined)[]): Mend[] {
  return edits.includes(undefined) ? [] : [{ title, edits, isPreferred: true }];
}

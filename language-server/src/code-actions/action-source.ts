/** What offers code actions: quick fixes, refactorings, what is done to a whole file. */
import type { Cancellation, LangiumDocument, MaybePromise } from 'langium';
import type { CodeActionKind, Diagnostic, Range } from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';
import type { Change } from './change.ts';

export interface ActionRequest {
  document: LangiumDocument;
  /** What is selected; empty at a cursor. */
  range: Range;
  /** Those that the client asks about; empty where it does not say. */
  diagnostics: readonly Diagnostic[];
  services: FlowLanguageServices;
  token: Cancellation.CancellationToken;
  /** Asked by a person or a command for this kind, and not for whatever there is. */
  isWanted(kind: CodeActionKind): boolean;
}

export interface ActionDraft {
  title: string;
  kind: CodeActionKind;
  /** The mistakes it mends. */
  diagnostics?: Diagnostic[];
  /** What a person most probably wants. */
  isPreferred?: boolean;
  /** Made only when the action is chosen, where the client can ask for it later. */
  change(): MaybePromise<Change | undefined>;
}

export interface ActionSource {
  /** All that its drafts are of; it is not asked where the client wants only others. */
  kinds: readonly CodeActionKind[];
  /** Only on request: the light bulb does not show it. */
  isOnRequest?: boolean;
  drafts(request: ActionRequest): MaybePromise<ActionDraft[]>;
}

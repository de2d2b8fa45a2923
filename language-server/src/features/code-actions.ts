/**
 * Code actions. What they change is computed when one is chosen, where the client can ask for it then; the draft is found again
 * by its kind and title at the same place. A draft that is no longer there, because the text has changed, changes nothing.
 */
import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import { CancellationToken, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import type { ActionDraft, ActionRequest } from '../code-actions/action-source.ts';
import { actionSources } from '../code-actions/action-sources.ts';
import { toWorkspaceEdit } from '../code-actions/change.ts';
import { isWithinKinds, mayContain } from '../code-actions/kinds.ts';
import type { FlowLanguageServices } from '../services.ts';

/** What travels with an action that is resolved later. */
interface Origin {
  uri: string;
  version: number;
  params: Pick<CodeActionParams, 'range'> & { only: string[] };
}

export class FlowCodeActions implements CodeActionProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async getCodeActions(
    document: LangiumDocument,
    params: CodeActionParams,
    token: CancellationToken = CancellationToken.None,
  ): Promise<CodeAction[]> {
    if (!this.takesActions()) return [];
    const drafts = await this.drafts(document, params, token);
    const isLater = this.services.host.Client.capabilities !== undefined && this.canResolve();
    return isLater ? drafts.map((draft) => later(draft, document, params)) : this.atOnce(drafts, token);
  }

  /** Fills in the change of an action that was given without. */
  async resolve(
    action: CodeAction,
    document: LangiumDocument,
    token: CancellationToken = CancellationToken.None,
  ): Promise<CodeAction> {
    const origin = action.data as Origin;
    if (origin.version !== document.textDocument.version) return action;
    const context = { diagnostics: action.diagnostics ?? [], only: origin.params.only };
    const params = { textDocument: { uri: origin.uri }, range: origin.params.range, context };
    const drafts = await this.drafts(document, params, token);
    const draft = drafts.find(({ title, kind }) => title === action.title && kind === action.kind);
    const change = await draft?.change();
    return change === undefined ? action : { ...action, edit: this.edit(change) };
  }

  private async drafts(
    document: LangiumDocument,
    { range, context }: CodeActionParams,
    token: CancellationToken,
  ): Promise<ActionDraft[]> {
    const { only, diagnostics } = context;
    const isWanted: ActionRequest['isWanted'] = (kind) => only !== undefined && mayContain(kind, only);
    const request = { document, range, diagnostics, services: this.services, token, isWanted };
    const found: ActionDraft[] = [];
    for (const source of actionSources) {
      await interruptAndCheck(token);
      const isAsked = source.isOnRequest
        ? source.kinds.some(isWanted)
        : source.kinds.some((one) => mayContain(one, only));
      if (isAsked) found.push(...(await source.drafts(request)));
    }
    return found.filter(({ kind }) => isWithinKinds(kind, only));
  }

  /** One that knows no more than commands has none of ours to call. */
  private takesActions(): boolean {
    return this.services.host.Client.can(
      ({ textDocument }) => textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    );
  }

  private canResolve(): boolean {
    return this.services.host.Client.can(({ textDocument }) => {
      const { resolveSupport, dataSupport } = textDocument?.codeAction ?? {};
      return dataSupport === true && resolveSupport?.properties.includes('edit') === true;
    });
  }

  private async atOnce(drafts: readonly ActionDraft[], token: CancellationToken): Promise<CodeAction[]> {
    const actions: CodeAction[] = [];
    for (const draft of drafts) {
      await interruptAndCheck(token);
      const change = await draft.change();
      if (change !== undefined) actions.push({ ...shown(draft), edit: this.edit(change) });
    }
    return actions;
  }

  private edit(change: Parameters<typeof toWorkspaceEdit>[0]) {
    const { host, shared } = this.services;
    return toWorkspaceEdit(change, host.Client, shared.workspace.TextDocuments);
  }
}

function shown({ title, kind, diagnostics, isPreferred }: ActionDraft): CodeAction {
  return { title, kind, ...(diagnostics && { diagnostics }), ...(isPreferred && { isPreferred }) };
}

function later(draft: ActionDraft, { textDocument }: LangiumDocument, { range }: CodeActionParams): CodeAction {
  const data: Origin = { uri: textDocument.uri, version: textDocument.version, params: { range, only: [draft.kind] } };
  return { ...shown(draft), data };
}

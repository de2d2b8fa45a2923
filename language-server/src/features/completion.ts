/**
 * Completion: asks who knows the place of the cursor what may be written there, puts the best first and makes items of it. What an
 * item says of itself and what it changes elsewhere is made when the client asks for it, where it can ask.
 */
import type * as ast from '@millrace/grammar/syntax';
import { interruptAndCheck, type LangiumDocument, URI } from 'langium';
import type { CompletionProvider, CompletionProviderOptions } from 'langium/lsp';
import {
  CancellationToken,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
} from 'vscode-languageserver';
import {
  abilityOf,
  documentationOf,
  type ItemAbility,
  type ItemPlace,
  importEdits,
  itemOf,
} from '../completion/item.ts';
import { offerInComment } from '../completion/offer-in-comment.ts';
import { offerInImport } from '../completion/offer-in-import.ts';
import { offerInTree } from '../completion/offer-in-tree.ts';
import type { Offer, Proposal } from '../completion/proposal.ts';
import { offerInQuery } from '../completion/query/offer-in-query.ts';
import { bestOf } from '../completion/ranking.ts';
import type { FlowLanguageServices } from '../services.ts';
import { textMax } from '../workspace/large-texts.ts';

/** What an item needs to be asked about again. */
interface ItemData {
  uri: string;
  answer: number;
  index: number;
}

/** Items of older answers are on no screen any more. */
const answersMax = 4;

/** What items behind these say of themselves a client hears only by asking. */
const eagerMax = 150;

export class FlowCompletionProvider implements CompletionProvider {
  readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', '"', '@', '/', '('] };
  private readonly services: FlowLanguageServices;
  private readonly answers = new Map<number, Proposal[]>();
  private answerCount = 0;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async getCompletion(
    document: LangiumDocument,
    { position }: CompletionParams,
    token: CancellationToken = CancellationToken.None,
  ): Promise<CompletionList> {
    const offset = document.textDocument.offsetAt(position);
    const offer = await this.offerAt(document as LangiumDocument<ast.FlowFile>, offset, token);
    await interruptAndCheck(token);
    if (offer === undefined) return { isIncomplete: false, items: [] };
    const typed = document.textDocument.getText().slice(offer.start, offset);
    const { proposals, isCut } = bestOf(offer.proposals, typed);
    const next = document.textDocument.getText().slice(offer.end).trimStart()[0];
    const items = this.itemsOf(
      proposals.map((proposal) => withoutDouble(asTyped(proposal, typed), next)),
      document,
      placeOf(offer, document, position),
    );
    return { isIncomplete: isCut, items };
  }

  /** The item as the answer had it, with what was left out there. */
  resolve(item: CompletionItem): CompletionItem {
    const { uri, answer, index } = (item.data ?? {}) as Partial<ItemData>;
    const proposal = this.answers.get(answer ?? -1)?.[index ?? -1];
    const { LangiumDocuments } = this.services.shared.workspace;
    const document = uri === undefined ? undefined : LangiumDocuments.getDocument(URI.parse(uri));
    if (proposal === undefined || document === undefined) return item;
    const { markup } = abilityOf(this.services.host.Client);
    return { ...item, ...documentationOf(proposal, markup), ...importEdits(proposal, document) };
  }

  private async offerAt(
    document: LangiumDocument<ast.FlowFile>,
    offset: number,
    token: CancellationToken,
  ): Promise<Offer | undefined> {
    if (document.textDocument.getText().length > textMax) return undefined;
    const offer =
      offerInQuery(this.services, document, offset) ??
      offerInComment(document, offset) ??
      offerInImport(this.services, document, offset);
    return offer ?? (await offerInTree(this.services, document, offset, token));
  }

  private itemsOf(proposals: Proposal[], document: LangiumDocument, place: ItemPlace): CompletionItem[] {
    const ability = abilityOf(this.services.host.Client);
    const items = proposals.map((proposal, index) => {
      const item = itemOf(proposal, place, index, ability);
      return { ...item, ...now(proposal, document, index, ability) };
    });
    if (!proposals.some((proposal) => isLater(proposal, ability))) return items;
    const answer = this.remember(proposals);
    const { uri } = document.textDocument;
    return items.map((item, index) => {
      if (!isLater(proposals[index] as Proposal, ability)) return item;
      return { ...item, data: { uri, answer, index } satisfies ItemData };
    });
  }

  private remember(proposals: Proposal[]): number {
    this.answerCount += 1;
    this.answers.set(this.answerCount, proposals);
    this.answers.delete(this.answerCount - answersMax);
    return this.answerCount;
  }
}

/** What the client will not ask for later. */
function now(
  proposal: Proposal,
  document: LangiumDocument,
  index: number,
  { resolves, markup }: ItemAbility,
): Partial<CompletionItem> {
  return {
    ...(!resolves('documentation') && index < eagerMax && documentationOf(proposal, markup)),
    ...(!resolves('additionalTextEdits') && importEdits(proposal, document)),
  };
}

function isLater({ doc, from }: Proposal, { resolves }: ItemAbility): boolean {
  return (doc !== undefined && resolves('documentation')) || (from !== undefined && resolves('additionalTextEdits'));
}

function placeOf({ start, end, isWhole }: Offer, { textDocument }: LangiumDocument, cursor: ItemPlace['cursor']) {
  const whole = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  return { whole, cursor: isWhole ? whole.end : cursor };
}

/** Who begins with a back-quote looks for the name as it is written. */
function asTyped(proposal: Proposal, typed: string): Proposal {
  return typed.startsWith('`') && proposal.filter !== undefined ? { ...proposal, filter: proposal.label } : proposal;
}

/** What follows the name already is not written again: `ln` before a `(`, a key before its `:`. */
function withoutDouble(proposal: Proposal, next: string | undefined): Proposal {
  const { label, snippet } = proposal;
  const opening = snippet?.startsWith(label) ? snippet.slice(label.length).trimStart()[0] : undefined;
  return opening !== undefined && opening === next ? { ...proposal, snippet: undefined } : proposal;
}

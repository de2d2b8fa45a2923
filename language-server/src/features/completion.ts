/** Completion: looks where the cursor stands, asks the proposer of that place, and makes LSP items of what it says. */
import { analyzeFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import type { CompletionProvider, CompletionProviderOptions } from 'langium/lsp';
import {
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  MarkupKind,
  type Range,
} from 'vscode-languageserver';
import { keywordProposals } from '../completion/keyword-proposals.ts';
import type { Proposal } from '../completion/proposal.ts';
import { proposers } from '../completion/proposers.ts';
import { withoutStops } from '../completion/without-stops.ts';
import { type CursorContext, cursorContext, statementOf } from '../cursor/cursor-context.ts';
import { plainText } from '../markdown/plain-text.ts';
import type { FlowLanguageServices } from '../services.ts';

export class FlowCompletionProvider implements CompletionProvider {
  readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', '"', '@', '/', '('] };
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async getCompletion(document: LangiumDocument, { position }: CompletionParams): Promise<CompletionList> {
    const offset = document.textDocument.offsetAt(position);
    const cursor = cursorContext(this.services, document as LangiumDocument<ast.FlowFile>, offset);
    const proposals = cursor === undefined ? [] : await this.proposalsAt(cursor);
    const range = cursor && rangeOf(cursor);
    const next = cursor && nextCharacter(cursor);
    const { Client } = this.services.host;
    const hasSnippets = Client.can(({ textDocument }) => textDocument?.completion?.completionItem?.snippetSupport);
    const markup = Client.markup(({ textDocument }) => textDocument?.completion?.completionItem?.documentationFormat);
    const toItem = (proposal: Proposal, where: Range) =>
      itemOf(withoutDouble(proposal, next), where, { hasSnippets, markup });
    const items = range === undefined ? [] : proposals.map((proposal) => toItem(proposal, range));
    return { isIncomplete: false, items };
  }

  private async proposalsAt(cursor: CursorContext): Promise<Proposal[]> {
    const { place } = cursor;
    if (place === undefined) return cursor.text.kind === 'string' ? [] : keywordProposals(this.services, cursor);
    const file = cursor.document.parseResult.value;
    const flow = file.declarations.find(
      (item): item is ast.Flow => ast.isFlow(item) && item.name === cursor.statement.flow,
    );
    const proposer = proposers[`${place.node.$type}.${place.property}`];
    return (
      proposer?.({
        services: this.services,
        cursor,
        place,
        statement: statementOf(place.node),
        file,
        flow: flow && analyzeFlow(flow),
      }) ?? []
    );
  }
}

function rangeOf({ document, text }: CursorContext): Range {
  return { start: document.textDocument.positionAt(text.start), end: document.textDocument.positionAt(text.end) };
}

function nextCharacter({ document, text }: CursorContext): string | undefined {
  return document.textDocument.getText().slice(text.end).trimStart()[0];
}

/** What follows the name already is not written again: `ln` before a `(`, a key before its `:`. */
function withoutDouble(proposal: Proposal, next: string | undefined): Proposal {
  const { label, snippet } = proposal;
  const opening = snippet?.startsWith(label) ? snippet.slice(label.length).trimStart()[0] : undefined;
  return opening !== undefined && opening === next ? { ...proposal, snippet: undefined } : proposal;
}

interface Ability {
  hasSnippets: boolean;
  markup: MarkupKind;
}

function itemOf(
  { label, kind, detail, doc, snippet, rank = 5 }: Proposal,
  range: Range,
  { hasSnippets, markup }: Ability,
): CompletionItem {
  const isSnippet = snippet !== undefined && hasSnippets;
  const value = doc !== undefined && markup === MarkupKind.PlainText ? plainText(doc) : doc;
  return {
    label,
    kind,
    detail,
    documentation: value === undefined ? undefined : { kind: markup, value },
    sortText: `${rank} ${label}`,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: isSnippet ? snippet : snippet === undefined ? label : withoutStops(snippet) },
  };
}

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
import { type CursorContext, cursorContext, statementOf } from '../cursor/cursor-context.ts';
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
    const items = range === undefined ? [] : proposals.map((proposal) => toItem(withoutDouble(proposal, next), range));
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

function toItem({ label, kind, detail, doc, snippet, rank = 5 }: Proposal, range: Range): CompletionItem {
  return {
    label,
    kind,
    detail,
    documentation: doc === undefined ? undefined : { kind: MarkupKind.Markdown, value: doc },
    sortText: `${rank} ${label}`,
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    textEdit: { range, newText: snippet ?? label },
  };
}

/** A proposal as the client takes it: what it cannot do is left out or written in a plain way, what it can ask for later is. */
import type { LangiumDocument } from 'langium';
import {
  type CompletionItem,
  CompletionItemTag,
  InsertTextFormat,
  MarkupKind,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { addImport } from '../fixes/editing/imports.ts';
import { plainText } from '../markdown/plain-text.ts';
import type { Client } from '../workspace/client.ts';
import type { Proposal } from './proposal.ts';
import { withoutStops } from './without-stops.ts';

export interface ItemAbility {
  snippets: boolean;
  insertReplace: boolean;
  labelDetails: boolean;
  commits: boolean;
  preselect: boolean;
  tags: boolean;
  isDeprecatedFlag: boolean;
  markup: MarkupKind;
  /** Whether it asks for this later. */
  resolves: (property: string) => boolean;
}

export function abilityOf(client: Client): ItemAbility {
  const can = (ask: (item: NonNullable<ItemCapabilities>) => unknown) =>
    client.can(({ textDocument }) => Boolean(ask(textDocument?.completion?.completionItem ?? {})));
  const { textDocument } = client.capabilities ?? {};
  const resolved = new Set(textDocument?.completion?.completionItem?.resolveSupport?.properties);
  return {
    snippets: can((item) => item.snippetSupport),
    insertReplace: can((item) => item.insertReplaceSupport),
    labelDetails: can((item) => item.labelDetailsSupport),
    commits: can((item) => item.commitCharactersSupport),
    preselect: can((item) => item.preselectSupport),
    tags: can((item) => item.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated)),
    isDeprecatedFlag: can((item) => item.deprecatedSupport),
    markup: client.markup(({ textDocument }) => textDocument?.completion?.completionItem?.documentationFormat),
    resolves: (property) => client.capabilities === undefined || resolved.has(property),
  };
}

type ItemCapabilities = NonNullable<
  NonNullable<NonNullable<Client['capabilities']>['textDocument']>['completion']
>['completionItem'];

/** Where an item is written: over the whole word, or only over what stands before the cursor. */
export interface ItemPlace {
  whole: Range;
  cursor: Position;
}

export function itemOf(proposal: Proposal, place: ItemPlace, index: number, ability: ItemAbility): CompletionItem {
  const { label, kind, detail, snippet, filter, isDeprecated } = proposal;
  const isSnippet = snippet !== undefined && ability.snippets;
  const newText = isSnippet ? snippet : snippet === undefined ? label : withoutStops(snippet);
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(ability.labelDetails && labelDetails(proposal)),
    // The order is ours: names that are alike differ in what they fit.
    sortText: String(index).padStart(4, '0'),
    ...(filter !== undefined && { filterText: filter }),
    ...(isDeprecated && ability.tags && { tags: [CompletionItemTag.Deprecated] }),
    ...(isDeprecated && !ability.tags && ability.isDeprecatedFlag && { deprecated: true }),
    ...(proposal.hasMembers && ability.commits && { commitCharacters: ['.'] }),
    ...(index === 0 && proposal.isBest && ability.preselect && { preselect: true }),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: editOf(newText, place, ability),
  };
}

function labelDetails({ detail, from }: Proposal): Pick<CompletionItem, 'labelDetails'> | undefined {
  if (detail === undefined || detail.length > 60) return undefined;
  return { labelDetails: from === undefined ? { description: detail } : { detail: '', description: detail } };
}

function editOf(newText: string, { whole, cursor }: ItemPlace, { insertReplace }: ItemAbility) {
  const isAtEnd = whole.end.line === cursor.line && whole.end.character === cursor.character;
  if (isAtEnd || !insertReplace) return { range: whole, newText };
  return { newText, insert: { start: whole.start, end: cursor }, replace: whole };
}

export function documentationOf({ doc }: Proposal, markup: MarkupKind): Pick<CompletionItem, 'documentation'> {
  const text = typeof doc === 'function' ? doc() : doc;
  if (text === undefined || text === '') return {};
  return { documentation: { kind: markup, value: markup === MarkupKind.PlainText ? plainText(text) : text } };
}

/** The import that naming it here needs. */
export function importEdits({ from }: Proposal, document: LangiumDocument): { additionalTextEdits?: TextEdit[] } {
  const edit = from && addImport(document, from.name, from.document);
  return edit === undefined ? {} : { additionalTextEdits: [edit] };
}

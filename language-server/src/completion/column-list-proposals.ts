/** Lists of columns by their names: what an `infer` keeps, what a `write` allows to leave. */
import { sensitiveOrigins, type ValueSpec } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { fieldsInScope, without } from './field-proposals.ts';
import { namedInputs } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

export function columnLists(context: ProposalContext, value: Extract<ValueSpec, { kind: 'columns' }>): Proposal[] {
  const { node } = context.place;
  const list = node.$container;
  if (!ast.isListLiteral(list)) return wholeList(value.word);
  const taken = list.items.flatMap((item) => (ast.isReference(item) && item !== node ? [item.name] : []));
  const fields = without(fieldsInScope(context), new Set(taken));
  return value.word === undefined ? fields.map((field) => sensitiveFirst(field, context)) : fields;
}

function wholeList(word: string | undefined): Proposal[] {
  const list: Proposal = {
    label: '[…]',
    filter: '[',
    kind: CompletionItemKind.Value,
    snippet: '[$1]',
    detail: 'columns',
    rank: 2,
  };
  return word === undefined ? [list] : [{ label: word, kind: CompletionItemKind.EnumMember, rank: 1 }, list];
}

/** Only what is personal or sensitive needs to be allowed. */
function sensitiveFirst(field: Proposal, { flow, statement }: ProposalContext): Proposal {
  const [input] = statement === undefined ? [] : namedInputs(statement);
  const name = input?.node.$refText.replaceAll('`', '');
  if (flow === undefined || name === undefined) return field;
  const place = { name, port: input?.port ?? 'out', path: [field.filter ?? field.label] };
  const [marked] = sensitiveOrigins(flow, place);
  return marked === undefined
    ? field
    : { ...field, rank: 0, isBest: true, detail: `${field.detail} ${marked.annotation}` };
}

/** Fields of the record at hand, by the place they are wanted in. */
import { type Field, printType, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { inputRecord, pathOf, typeAtPath } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

export function fieldsInScope({ flow, statement }: ProposalContext): Proposal[] {
  return fieldProposals(inputRecord(flow, statement));
}

/** Behind a dot. */
export function memberFields(context: ProposalContext): Proposal[] {
  const path = pathOf((context.place.node as ast.Member).receiver);
  const type = path && typeAtPath(inputRecord(context.flow, context.statement), path);
  return type?.kind === 'record' ? fieldProposals(type) : [];
}

/** In a select: those that the select does not have yet. */
export function unselectedFields(context: ProposalContext): Proposal[] {
  const { statement } = context;
  const taken = new Set(
    ast.isSelectNode(statement) ? statement.items.filter(ast.isFieldItem).map((item) => item.name) : [],
  );
  return fieldsInScope(context).filter((proposal) => !taken.has(nameOf(proposal)));
}

export function exceptedFields(context: ProposalContext): Proposal[] {
  const taken = new Set((context.place.node as ast.AllItem).except);
  return fieldsInScope(context).filter((proposal) => !taken.has(nameOf(proposal)));
}

/** Behind `...`: only records can be spread. */
export function recordFields({ flow, statement }: ProposalContext): Proposal[] {
  const record = inputRecord(flow, statement);
  return fieldProposals(record && { ...record, fields: record.fields.filter(({ type }) => type.kind === 'record') });
}

function fieldProposals(record: RecordType | undefined): Proposal[] {
  return (record?.fields ?? []).map((field) => fieldProposal(field));
}

function fieldProposal({ name, type, doc }: Field): Proposal {
  return { label: quoted(name), kind: CompletionItemKind.Field, detail: printType(type), doc, rank: 1 };
}

/** A name that is no identifier stands in back-quotes. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
}

function nameOf({ label }: Proposal): string {
  return label.replaceAll('`', '');
}

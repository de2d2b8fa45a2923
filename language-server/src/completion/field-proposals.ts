/** Fields of the record at hand, by the place they are wanted in. */
import { type Field, printType, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { inputRecord, pathOf, typeAtPath } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { ranked } from './ranking.ts';
import { portsOfValue } from './run-proposals.ts';
import { type Wanted, wantedAt } from './wanted-type.ts';

export function fieldsInScope({ flow, statement }: ProposalContext, wanted?: Wanted): Proposal[] {
  return fieldProposals(inputRecord(flow, statement), wanted);
}

/** Behind a dot: of the value of a stream its ports, else the fields of a record. */
export function memberFields(context: ProposalContext): Proposal[] {
  const ports = portsOfValue(context);
  if (ports !== undefined) return ports;
  const path = pathOf((context.place.node as ast.Member).receiver);
  const type = path && typeAtPath(inputRecord(context.flow, context.statement), path);
  return type?.kind === 'record' ? fieldProposals(type, wantedAt(context)) : [];
}

/** In a select: those that the select does not have yet. */
export function unselectedFields(context: ProposalContext): Proposal[] {
  const { statement } = context;
  const taken = new Set(
    ast.isSelectNode(statement) ? statement.items.filter(ast.isFieldItem).map((item) => item.name) : [],
  );
  return without(fieldsInScope(context), taken);
}

/** Keys of an aggregate that are no keys yet. */
export function groupingFields(context: ProposalContext): Proposal[] {
  const { statement } = context;
  const keys = ast.isAggregateNode(statement) ? statement.keys.map(({ name }) => name) : [];
  return without(fieldsInScope(context), new Set(keys));
}

export function exceptedFields(context: ProposalContext): Proposal[] {
  return without(fieldsInScope(context), new Set((context.place.node as ast.AllItem).except));
}

/** Behind `...`: only records can be spread. */
export function recordFields({ flow, statement }: ProposalContext): Proposal[] {
  const record = inputRecord(flow, statement);
  return fieldProposals(record && { ...record, fields: record.fields.filter(({ type }) => type.kind === 'record') });
}

/** In the order of the record. */
export function fieldProposals(record: RecordType | undefined, wanted?: Wanted): Proposal[] {
  return (record?.fields ?? []).map((field) => ranked(fieldProposal(field), field.type, wanted));
}

function fieldProposal({ name, type, doc, rules }: Field): Proposal {
  const label = writtenName(name);
  return {
    label,
    kind: CompletionItemKind.Field,
    detail: printType(type),
    doc: [doc, rules?.deprecated].filter(Boolean).join('\n\n') || undefined,
    rank: 1,
    ...(label !== name && { filter: name }),
    ...(type.kind === 'record' && { hasMembers: true }),
    ...(rules?.deprecated !== undefined && { isDeprecated: true }),
  };
}

export function without(proposals: readonly Proposal[], taken: ReadonlySet<string | undefined>): Proposal[] {
  return proposals.filter(({ label, filter }) => !taken.has(filter ?? label));
}

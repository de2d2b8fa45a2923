/** Records that a test writes out: the fields that are still missing, and the values that a field may have. */
import { errorRecord, type Field, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { allowedTexts } from './allowed-texts.ts';
import { fieldProposals, without } from './field-proposals.ts';
import { fieldAtPath, typeAtPath } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { testedFlow } from './run-proposals.ts';

interface RecordPlace {
  clause: ast.TestClause;
  /** Names of the fields around the place, from outside inwards. */
  path: string[];
}

/** Keys of the record around the cursor; undefined outside of the records of a test. */
export function keysInRecord(context: ProposalContext): Proposal[] | undefined {
  const property = context.place.node as ast.Property;
  const at = recordAround(property.$container);
  if (at === undefined) return undefined;
  const record = typeAtPath(recordOf(at.clause, context), at.path);
  const taken = new Set((property.$container as ast.ObjectLiteral).properties.map(({ key }) => key));
  if (record?.kind !== 'record') return [];
  const needed = neededOf(record);
  return without(fieldProposals(record), taken).map((proposal) => ({
    ...proposal,
    snippet: `${proposal.label}: ${scaffold(
      record.fields.find(({ name }) => name === (proposal.filter ?? proposal.label)),
      1,
    )}`,
    rank: needed.includes(proposal.filter ?? proposal.label) ? 1 : 2,
  }));
}

/** Behind the colon of a key, or a whole record in the list. */
export function valuesInRecord(context: ProposalContext): Proposal[] | undefined {
  const { node } = context.place;
  const owner = node.$container;
  if (ast.isListLiteral(owner) && ast.isTestClause(owner.$container)) return [wholeRecord(owner.$container, context)];
  const field = fieldInRecord(node, context);
  if (field === undefined) return undefined;
  const { type } = field;
  const isBool = type.kind === 'scalar' && type.name === 'bool';
  const words = [...(isBool ? ['true', 'false'] : []), ...(type.kind !== 'unknown' && type.nullable ? ['null'] : [])];
  return [
    ...allowedTexts(field, 'code'),
    ...words.map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 2 })),
    ...(type.kind === 'record' ? [{ ...recordProposal(type), rank: 1 }] : []),
  ];
}

/** The field that a value in the records of a test is of. */
export function fieldInRecord(value: AstNode, context: ProposalContext): Field | undefined {
  const property = ast.isListLiteral(value.$container) ? value.$container.$container : value.$container;
  const at = ast.isProperty(property) ? recordAround(property.$container) : undefined;
  if (at === undefined) return undefined;
  const record = recordOf(at.clause, context);
  return fieldAtPath(record, [...at.path, (property as ast.Property).key]);
}

function recordAround(block: AstNode | undefined): RecordPlace | undefined {
  const path: string[] = [];
  for (let at = block; at !== undefined; at = at.$container) {
    if (ast.isTestClause(at)) return { clause: at, path };
    if (ast.isProperty(at)) path.unshift(at.key);
  }
  return undefined;
}

function recordOf(clause: ast.TestClause, context: ProposalContext): RecordType | undefined {
  const flow = testedFlow(clause, context);
  const name = clause.node?.$refText ?? '';
  if (clause.port === 'errors') return errorRecord;
  const source = flow?.nodes.get(name);
  return clause.port === undefined ? (source?.output ?? flow?.streams.get(name)) : source?.ports?.get(clause.port);
}

function wholeRecord(clause: ast.TestClause, context: ProposalContext): Proposal {
  const record = recordOf(clause, context);
  return record === undefined
    ? { label: '{ }', kind: CompletionItemKind.Struct, snippet: '{ $0 }' }
    : recordProposal(record);
}

/** With the fields that it cannot be without. */
function recordProposal(record: RecordType): Proposal {
  const needed = neededOf(record);
  const fields = record.fields.filter(({ name }) => needed.includes(name));
  const values = fields.map((field, index) => `${writtenName(field.name)}: ${scaffold(field, index + 1)}`);
  return {
    label: '{ … }',
    filter: '{',
    kind: CompletionItemKind.Struct,
    detail: record.name ?? 'record',
    snippet: values.length === 0 ? '{ $0 }' : `{ ${values.join(', ')} }`,
    isBest: true,
  };
}

function neededOf({ fields }: RecordType): string[] {
  return fields
    .filter(({ type, rules }) => type.kind !== 'unknown' && !type.nullable && rules?.default === undefined)
    .map(({ name }) => name);
}

function scaffold(field: Field | undefined, stop: number): string {
  const type = field?.type;
  if (type?.kind === 'record') return `{ $${stop} }`;
  if (type?.kind === 'list' || type?.kind === 'vector') return `[$${stop}]`;
  return type?.kind === 'scalar' && type.name === 'string' && field?.rules?.oneOf === undefined
    ? `"$${stop}"`
    : `$${stop}`;
}

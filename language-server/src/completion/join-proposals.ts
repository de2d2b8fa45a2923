/** What a join compares: `payments.id == merchants.id`, each side an input as written with a column of its record. */
import { inputsOf, type RecordType, type Type } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { fieldProposals } from './field-proposals.ts';
import { namedInputs, pathOf, recordOfInput, typeAtPath } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { familyOf, type Wanted } from './wanted-type.ts';

export function isInJoinKey(place: AstNode): boolean {
  return AstUtils.getContainerOfType(place, ast.isJoinCondition) !== undefined;
}

/** The first word: one of the two inputs, the one that the other side does not start with first. */
export function joinedInputs(context: ProposalContext): Proposal[] {
  const other = otherSide(context);
  const inputs = context.statement === undefined ? [] : namedInputs(context.statement);
  return inputs.map((input) => {
    const path = pathOfInput(input);
    const isOther = other !== undefined && startsWith(other, path);
    const label = path.map(writtenName).join('.');
    const record = context.flow && recordOfInput(context.flow, input);
    const detail = record?.name ?? 'input';
    return {
      label,
      kind: CompletionItemKind.Variable,
      detail,
      rank: isOther ? 2 : 1,
      hasMembers: true,
      isBest: !isOther,
    };
  });
}

/** Behind the dot: columns of the input, those of the name and the type of the other side first. */
export function joinedColumns(context: ProposalContext): Proposal[] {
  const { node } = context.place;
  const path = (ast.isMember(node) && pathOf(node.receiver)) || [];
  const type = typeOf(path, context);
  if (type?.kind !== 'record') return portsAt(path, context);
  const other = otherSide(context);
  const wanted = wantedBy(other && typeOf(other, context));
  const name = other?.at(-1);
  return fieldProposals(type, wanted).map((field) =>
    (field.filter ?? field.label) === name ? { ...field, rank: 0, isBest: true } : field,
  );
}

/** Of `r.high` the port, where the input is written so. */
function portsAt(path: readonly string[], { statement }: ProposalContext): Proposal[] {
  const inputs = statement === undefined ? [] : inputsOf(statement).map(pathOfInput);
  const longer = inputs.filter((input) => input.length > path.length && startsWith(input, path));
  return longer.map((input) => ({ label: input[path.length] ?? '', kind: CompletionItemKind.Variable, rank: 1 }));
}

function wantedBy(type: Type | undefined): Wanted | undefined {
  if (type === undefined || type.kind === 'unknown') return undefined;
  return { takes: (one) => familyOf(one) === familyOf(type) };
}

/** The other path of the condition, as far as it is written. */
function otherSide({ place }: ProposalContext): string[] | undefined {
  const condition = AstUtils.getContainerOfType(place.node, ast.isJoinCondition);
  const isLeft =
    condition?.left !== undefined && AstUtils.hasContainerOfType(place.node, (one) => one === condition.left);
  return pathOf(isLeft ? condition.right : condition?.left);
}

/** The record of an input, or the column of one. */
function typeOf(path: readonly string[], { flow, statement }: ProposalContext): Type | undefined {
  const inputs = flow === undefined || statement === undefined ? [] : namedInputs(statement);
  const input = inputs.find((one) => startsWith(path, pathOfInput(one)));
  const record: RecordType | undefined = input && flow && recordOfInput(flow, input);
  return input && typeAtPath(record, path.slice(pathOfInput(input).length));
}

function pathOfInput({ node, port, subport }: ast.Input): string[] {
  return [node?.$refText.replaceAll('`', ''), port, subport].filter((part) => part !== undefined);
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.length <= path.length && start.every((part, index) => part === path[index]);
}

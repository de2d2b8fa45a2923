/** Texts that are known before: the values of an enumeration, words that a function takes, names of exports and secrets. */
import type { Field } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { optionSpecOf, valueSpecOf } from '../catalogue/spec-at.ts';
import { allowedTexts, type Where } from './allowed-texts.ts';
import { oneOfBeside } from './annotation-proposals.ts';
import { exportsOf } from './export-proposals.ts';
import { without } from './field-proposals.ts';
import { fieldAtPath, inputRecord, pathOf } from './input-record.ts';
import { pathsIn } from './path-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { fieldInRecord } from './record-proposals.ts';
import { choiceProposals } from './value-proposals.ts';
import { parameterAt } from './wanted-type.ts';

/** Between the quotes of a text. */
export async function textProposals(context: ProposalContext): Promise<Proposal[]> {
  const { node } = context.place;
  const owner = node.$container;
  const value = valueSpecOf(node);
  if (value?.kind === 'path') return pathsIn(context, value.extensions);
  if (ast.isArgument(owner) && isFunctionOption(optionSpecOf(owner)?.name)) return exportsOf(owner, context);
  if (ast.isArgument(owner) && optionSpecOf(owner) !== undefined)
    return optionTexts(owner, value && choiceProposals(value));
  if (ast.isArgument(owner) && ast.isAnnotation(owner.$container)) return oneOfBeside(owner.$container, 'text');
  if (ast.isArgument(owner) && ast.isCall(owner.$container) && owner.$container.function === 'secret')
    return secretNames(context);
  const field = fieldInRecord(node, context) ?? comparedField(node, context);
  if (field !== undefined) return without(allowedTexts(field, 'text'), textsBeside(node));
  return [...wordArguments(context, 'text'), ...choiceProposals(value)];
}

/** What node and python call the function of a file. */
function isFunctionOption(name: string | undefined): boolean {
  return name === 'export' || name === 'function';
}

/** Values of the field on the other side of a comparison. */
export function comparedValues(context: ProposalContext): Proposal[] {
  const { node } = context.place;
  const field = comparedField(node, context);
  return field === undefined ? [] : without(allowedTexts(field, 'code'), textsBeside(node));
}

/** What the list has already, with its quotes and without. */
function textsBeside(value: AstNode): Set<string> {
  const list = value.$container;
  const others = ast.isListLiteral(list) ? list.items.filter((item) => item !== value) : [];
  return new Set(others.flatMap((item) => (ast.isStringLiteral(item) ? [item.value, JSON.stringify(item.value)] : [])));
}

function comparedField(value: AstNode, { flow, statement }: ProposalContext): Field | undefined {
  const owner = value.$container;
  const other = comparedWith(value, owner);
  const path = pathOf(other);
  return path && fieldAtPath(inputRecord(flow, statement), path);
}

function comparedWith(value: AstNode, owner: AstNode | undefined): ast.Expression | undefined {
  if (ast.isBinary(owner)) {
    if (!['==', '!=', '??'].includes(owner.operator)) return undefined;
    return owner.left === value ? owner.right : owner.left;
  }
  return ast.isListLiteral(owner) && ast.isMembership(owner.$container) ? owner.$container.value : undefined;
}

/** `"month"` of `truncate(at, "month")`. */
export function wordArguments({ place }: ProposalContext, where: Where = 'code'): Proposal[] {
  const owner = place.node.$container;
  const call = ast.isArgument(owner) ? owner.$container : undefined;
  if (!ast.isArgument(owner) || !ast.isCall(call)) return [];
  const words = parameterAt(call, owner.$containerIndex ?? 0)?.oneOf ?? [];
  return words.map((word) => ({
    label: where === 'code' ? `"${word}"` : word,
    kind: CompletionItemKind.EnumMember,
    rank: 0,
    isBest: true,
  }));
}

/** Those that the file names already. */
function secretNames({ file }: ProposalContext): Proposal[] {
  const calls = AstUtils.streamAst(file).filter((one): one is ast.Call => ast.isCall(one) && one.function === 'secret');
  const names = calls.map(({ arguments: [first] }) => (ast.isStringLiteral(first?.value) ? first.value.value : ''));
  return [...new Set(names.filter((name) => name !== ''))].map((label) => ({
    label,
    kind: CompletionItemKind.Constant,
    detail: 'secret',
  }));
}

function optionTexts(argument: ast.Argument, choices: Proposal[] = []): Proposal[] {
  const call = argument.$container;
  if (!ast.isCall(call) || call.function !== 'cron') return choices;
  return optionSpecOf(argument)?.name === 'zone' ? zones() : timeTables;
}

const timeTables: Proposal[] = [
  ['0 3 * * *', 'every day at 3:00'],
  ['0 * * * *', 'every hour'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 9 * * 1-5', 'Monday to Friday at 9:00'],
  ['0 0 * * 0', 'every Sunday at midnight'],
  ['0 0 1 * *', 'on the first of every month'],
].map(([label = '', detail]) => ({ label, detail, kind: CompletionItemKind.Value }));

function zones(): Proposal[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((label) => ({
    label,
    kind: CompletionItemKind.Constant,
  }));
}

/** What may stand where an expression is wanted: fields, parameters, functions and the words that open an expression. */
import {
  aggregates,
  callableFunctions,
  moments,
  printType,
  scalarNames,
  scalarType,
  type Type,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { isRunnerCall, mappingAround, optionSpecOf, valueSpecOf } from '../catalogue/spec-at.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { functionDoc, signatureLine } from '../markdown/function-doc.ts';
import { annotationValues } from './annotation-proposals.ts';
import { columnLists } from './column-list-proposals.ts';
import { fieldsInScope, groupingFields, recordFields } from './field-proposals.ts';
import { filledInput } from './infer-proposals.ts';
import { isInJoinKey, joinedInputs } from './join-proposals.ts';
import { modelOutputNames } from './model-tensors.ts';
import { optionNames } from './property-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { ranked } from './ranking.ts';
import { valuesInRecord } from './record-proposals.ts';
import { parameterNames, streamValues } from './run-proposals.ts';
import { comparedValues, wordArguments } from './text-proposals.ts';
import { valueProposals } from './value-proposals.ts';
import { familyOf, parameterAt, type Wanted, wantedAt } from './wanted-type.ts';

export function referenceProposals(context: ProposalContext): Proposal[] {
  const reference = context.place.node;
  const owner = reference.$container;
  if (ast.isSpreadItem(owner)) return recordFields(context);
  if (isInJoinKey(reference)) return joinedInputs(context);
  if (ast.isAggregateNode(owner)) return fieldsInScope(context, times);
  const call = ast.isArgument(owner) ? owner.$container : undefined;
  if (ast.isArgument(owner) && ast.isAnnotation(call)) return annotationValues(owner);
  if (ast.isArgument(owner) && (ast.isSource(call) || (ast.isCall(call) && isOptionCall(call)))) {
    return owner.name === undefined ? optionNames(call) : (valueProposals(optionSpecOf(owner)?.value) ?? []);
  }
  if (ast.isArgument(owner) && ast.isFlowRun(call)) return runValues(owner, call, context);
  if (isAggregateItem(owner)) return aggregateProposals;
  // Only a literal may stand there.
  if (ast.isParameter(owner)) return literalsOf(owner);
  if (ast.isProperty(owner) && mappingAround(owner)?.from === 'new columns') return modelOutputNames(context);
  const values = valuesInRecord(context) ?? propertyValueProposals(context) ?? expressionProposals(context);
  return ast.isPort(owner) ? [...values, otherwise] : values;
}

function isOptionCall(call: ast.Call): boolean {
  return isRunnerCall(call) || ast.isSchedule(call.$container) || ast.isTrigger(call.$container);
}

const otherwise: Proposal = {
  label: 'otherwise',
  kind: CompletionItemKind.Keyword,
  doc: 'What no port above takes.',
  rank: 3,
};

const times: Wanted = { takes: (type) => familyOf(type) === 'timestamp' };

function runValues(argument: ast.Argument, run: ast.FlowRun, context: ProposalContext): Proposal[] {
  if (argument.name === undefined) return parameterNames(run, context);
  return streamValues(argument, context) ?? valueOfRun(context);
}

/** There is no record that a value for another flow could be read from. */
function valueOfRun(context: ProposalContext): Proposal[] {
  const wanted = wantedAt(context);
  return [...parameterProposals(context, wanted), ...functionProposals(wanted), ...wordProposals(wanted)];
}

function literalsOf({ type }: ast.Parameter): Proposal[] {
  const isBool = ast.isScalarReference(type?.base) && type.base.name === 'bool';
  return isBool ? ['true', 'false'].map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 1 })) : [];
}

function isAggregateItem(owner: AstNode | undefined): boolean {
  return ast.isFieldItem(owner) && ast.isAggregateNode(owner.$container) && owner.$containerProperty === 'items';
}

const aggregateProposals: Proposal[] = aggregates.map((spec) => ({
  label: spec.name,
  kind: CompletionItemKind.Function,
  detail: spec.example,
  doc: spec.doc,
  snippet: spec.signatures.every(({ parameters }) => parameters.length === 0) ? `${spec.name}()` : `${spec.name}($1)`,
  rank: 1,
}));

function propertyValueProposals(context: ProposalContext): Proposal[] | undefined {
  const value = valueSpecOf(context.place.node);
  return value?.kind === 'columns' ? columnLists(context, value) : valueProposals(value);
}

function expressionProposals(context: ProposalContext): Proposal[] {
  const wanted = wantedAt(context);
  return [
    ...comparedValues(context),
    ...wordArguments(context),
    ...(filledInput(context) ?? fieldsInScope(context, wanted)),
    ...parameterProposals(context, wanted),
    ...functionProposals(wanted, isSecretWanted(context)),
    ...wordProposals(wanted),
  ];
}

function parameterProposals({ flow }: ProposalContext, wanted: Wanted | undefined): Proposal[] {
  return [...(flow?.parameters ?? [])].map(([name, type]) => {
    const label = writtenName(name);
    const detail = `parameter ${printType(type)}`;
    return ranked({ label, kind: CompletionItemKind.Constant, detail, rank: 2 }, type, wanted);
  });
}

/** A function that asks for a secret takes nothing else. */
function isSecretWanted({ place }: ProposalContext): boolean {
  const owner = place.node.$container;
  const call = ast.isArgument(owner) ? owner.$container : undefined;
  return ast.isArgument(owner) && ast.isCall(call) && parameterAt(call, owner.$containerIndex ?? 0)?.isSecret === true;
}

const allFunctions = callableFunctions.toSorted((a, b) => (a.name < b.name ? -1 : 1));

function functionProposals(wanted?: Wanted, wantsSecret = false): Proposal[] {
  return allFunctions.map((spec) => {
    const isSecret = wantsSecret && spec.name === 'secret';
    const proposal: Proposal = {
      label: spec.name,
      kind: CompletionItemKind.Function,
      detail: signatureLine(spec),
      doc: () => functionDoc(spec),
      snippet: spec.name === 'secret' ? 'secret("$1")' : `${spec.name}($1)`,
      rank: isSecret ? 0 : 6,
      ...(isSecret && { isBest: true }),
    };
    return isSecret ? proposal : ranked(proposal, resultOf(spec), wanted);
  });
}

/** Where all signatures give the same. */
function resultOf({ signatures }: (typeof allFunctions)[number]): Type | undefined {
  const results = new Set(signatures.map(({ result }) => (result === 'N' ? 'float64' : result)));
  const [result] = results;
  const name = results.size === 1 ? scalarNames.find((one) => one === result) : undefined;
  return name && scalarType(name);
}

function wordProposals(wanted?: Wanted): Proposal[] {
  return words.map(({ type, ...proposal }) => ranked(proposal, type, wanted));
}

const words: (Proposal & { type?: Type })[] = [
  ...['true', 'false', 'not'].map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    rank: 7,
    type: scalarType('bool'),
  })),
  { label: 'null', kind: CompletionItemKind.Keyword, rank: 7 },
  {
    label: 'if',
    kind: CompletionItemKind.Keyword,
    snippet: 'if ${1:condition} then ${2:value} else ${3:value}',
    rank: 7,
  },
];

/** The word before a `(`: a runner or a function. */
export function calledNames(context: ProposalContext): Proposal[] {
  const call = context.place.node as ast.Call;
  if (isAggregateItem(call.$container)) return aggregateProposals;
  if (ast.isSchedule(call.$container)) return momentNames('schedule');
  if (ast.isTrigger(call.$container)) return momentNames('trigger');
  if (isRunnerCall(call)) return valueProposals({ kind: 'call', of: 'runners' }) ?? [];
  return functionProposals(wantedAt(context));
}

/** The keys of an aggregate, and items of a select that have no value yet. */
export function itemNames(context: ProposalContext): Proposal[] | undefined {
  const { node } = context.place;
  if (!ast.isAggregateNode(node.$container)) return undefined;
  return node.$containerProperty === 'keys' ? groupingFields(context) : [];
}

function momentNames(of: 'schedule' | 'trigger'): Proposal[] {
  return moments
    .filter((spec) => spec.of === of)
    .map(({ name, doc }) => ({
      label: name,
      kind: CompletionItemKind.Function,
      doc,
      snippet: `${name}("$1")`,
      rank: 1,
    }));
}

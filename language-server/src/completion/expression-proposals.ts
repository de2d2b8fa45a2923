/** What may stand where an expression is wanted: fields, parameters, functions and the words that open an expression. */
import { aggregates, callableFunctions, moments, printType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { isRunnerCall, mappingAround, optionSpecOf, valueSpecOf } from '../catalogue/spec-at.ts';
import { signatureLine } from '../markdown/function-doc.ts';
import { fieldsInScope, recordFields } from './field-proposals.ts';
import { modelOutputNames } from './model-tensors.ts';
import { optionNames, valueProposals } from './property-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { parameterNames, streamValues } from './run-proposals.ts';

export function referenceProposals(context: ProposalContext): Proposal[] {
  const reference = context.place.node;
  const owner = reference.$container;
  if (ast.isSpreadItem(owner)) return recordFields(context);
  const call = ast.isArgument(owner) ? owner.$container : undefined;
  if (ast.isArgument(owner) && (ast.isSource(call) || (ast.isCall(call) && isRunnerCall(call)))) {
    return owner.name === undefined ? optionNames(call) : (valueProposals(optionSpecOf(owner)?.value) ?? []);
  }
  if (ast.isArgument(owner) && ast.isFlowRun(call)) {
    return owner.name === undefined
      ? parameterNames(call, context)
      : (streamValues(owner, context) ?? valueOfRun(context));
  }
  if (isAggregateItem(owner)) return aggregateProposals;
  // Only literals may stand there.
  if (ast.isParameter(owner) || (ast.isArgument(owner) && ast.isAnnotation(owner.$container))) return [];
  if (ast.isProperty(owner) && mappingAround(owner)?.from === 'new columns') return modelOutputNames(context);
  return propertyValueProposals(context) ?? expressionProposals(context);
}

/** There is no record that a value for another flow could be read from. */
function valueOfRun(context: ProposalContext): Proposal[] {
  return [...parameterProposals(context), ...functionProposals, ...wordProposals];
}

function isAggregateItem(owner: AstNode | undefined): boolean {
  return ast.isFieldItem(owner) && ast.isAggregateNode(owner.$container) && owner.$containerProperty === 'items';
}

const aggregateProposals: Proposal[] = aggregates.map((spec) => ({
  label: spec.name,
  kind: CompletionItemKind.Function,
  detail: spec.example,
  doc: spec.doc,
  snippet: `${spec.name}($1)`,
  rank: 1,
}));

function propertyValueProposals(context: ProposalContext): Proposal[] | undefined {
  const value = valueSpecOf(context.place.node);
  if (value?.kind !== 'columns') return valueProposals(value);
  const isAlone = !ast.isListLiteral(context.place.node.$container);
  if (!isAlone) return fieldsInScope(context);
  return value.word === undefined ? [] : [{ label: value.word, kind: CompletionItemKind.EnumMember, rank: 1 }];
}

function expressionProposals(context: ProposalContext): Proposal[] {
  return [...fieldsInScope(context), ...parameterProposals(context), ...functionProposals, ...wordProposals];
}

function parameterProposals({ flow }: ProposalContext): Proposal[] {
  return [...(flow?.parameters ?? [])].map(([name, type]) => ({
    label: name,
    kind: CompletionItemKind.Constant,
    detail: `parameter ${printType(type)}`,
    rank: 2,
  }));
}

const functionProposals: Proposal[] = callableFunctions.map((spec) => ({
  label: spec.name,
  kind: CompletionItemKind.Function,
  detail: signatureLine(spec),
  doc: spec.doc,
  snippet: `${spec.name}($1)`,
  rank: 6,
}));

const wordProposals: Proposal[] = [
  ...['not', 'true', 'false', 'null'].map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 7 })),
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
  return isRunnerCall(call) ? (valueProposals({ kind: 'call', of: 'runners' }) ?? []) : functionProposals;
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

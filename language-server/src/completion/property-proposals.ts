/** Names and values of properties and options, from the catalogue. */
import { type Callee, connectors, type PropertySpec, runners, type ValueSpec, type WordSpec } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { mappingAround, optionSpecsOf, propertySpecsIn } from '../catalogue/spec-at.ts';
import { describeProperty } from '../markdown/describe-property.ts';
import { modelInputNames } from './model-tensors.ts';
import { declarationsInScope } from './name-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

export function propertyNames(context: ProposalContext): Proposal[] {
  const property = context.place.node as ast.Property;
  const block = property.$container;
  const taken = keysOf(block);
  const mapping = mappingAround(property);
  if (mapping?.from === 'model inputs') return modelInputNames(context).filter(({ label }) => !taken.has(label));
  if (mapping !== undefined) return [];
  return propertySpecsIn(block)
    .filter((spec) => !taken.has(spec.name))
    .map((spec) => nameProposal(spec, scaffoldOf(spec)));
}

function keysOf(block: AstNode): Set<string> {
  const hasProperties = ast.isPropertyBlock(block) || ast.isObjectLiteral(block) || ast.isReviewNode(block);
  return new Set((hasProperties ? block.properties : []).map((property) => property.key));
}

export function optionNames(call: Callee): Proposal[] {
  const taken = new Set(call.arguments.map((argument) => argument.name));
  const isFirst = call.arguments.length === 1;
  return (optionSpecsOf(call) ?? [])
    .filter((spec) => !taken.has(spec.name) && (isFirst || !spec.positional))
    .map((spec) =>
      isFirst && spec.positional
        ? { ...nameProposal(spec, '"$1"'), label: `"${spec.name}"` }
        : nameProposal(spec, scaffoldOf(spec)),
    );
}

function nameProposal(spec: PropertySpec, snippet: string): Proposal {
  return {
    label: spec.name,
    kind: CompletionItemKind.Property,
    detail: describeProperty(spec),
    doc: spec.doc,
    snippet,
    rank: spec.required ? 1 : 3,
  };
}

function scaffoldOf({ name, value }: PropertySpec): string {
  return `${name}: ${valueScaffold(value)}`;
}

function valueScaffold(value: ValueSpec): string {
  switch (value.kind) {
    case 'string':
    case 'path':
      return '"$1"';
    case 'object':
    case 'mapping':
    case 'contract':
      return '{ $1 }';
    default:
      return '$1';
  }
}

/** undefined: any expression may stand here. */
export function valueProposals(value: ValueSpec | undefined): Proposal[] | undefined {
  switch (value?.kind) {
    case 'word':
      return value.words.map((word) => wordProposal(word, word.name));
    case 'boolean':
      return ['true', 'false'].map((name) => wordProposal({ name, doc: '' }, name));
    case 'string':
      return (value.choices ?? []).map((word) => wordProposal(word, `"${word.name}"`));
    case 'call':
      return runners.map((spec) => callProposal(spec.name, spec.doc));
    case 'either':
      return eitherProposals(value.of);
    case 'digest':
    case 'path':
    case 'integer':
    case 'duration':
    case 'object':
      return [];
    default:
      return undefined;
  }
}

function eitherProposals(values: ValueSpec[]): Proposal[] | undefined {
  const proposals = values.map(valueProposals);
  return proposals.includes(undefined) ? undefined : proposals.flatMap((some) => some ?? []);
}

/** Inside the quotes of a string. */
export function choiceProposals(value: ValueSpec | undefined): Proposal[] {
  if (value?.kind !== 'string') return [];
  return (value.choices ?? []).map((word) => wordProposal(word, word.name));
}

function wordProposal({ doc }: WordSpec, label: string): Proposal {
  return { label, kind: CompletionItemKind.EnumMember, doc, rank: 1 };
}

/** What may be read or written: connectors, and the datasets of the file. */
export function sourceNames({ place, file }: ProposalContext): Proposal[] {
  const isRead = ast.isReadNode(place.node.$container);
  const datasets = declarationsInScope(file).filter(ast.isDataset);
  const named = datasets.map(({ name }) => ({
    label: name,
    kind: CompletionItemKind.Struct,
    detail: 'dataset',
    rank: 2,
  }));
  const callable = connectors
    .filter((spec) => (isRead ? spec.canRead : spec.canWrite))
    .map((spec) => callProposal(spec.name, spec.doc));
  return [...callable, ...named];
}

function callProposal(name: string, doc: string): Proposal {
  return { label: name, kind: CompletionItemKind.Function, doc, snippet: `${name}("$1")`, rank: 1 };
}

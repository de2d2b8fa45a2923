/** Names of properties and options, from the catalogue. */
import {
  type Callee,
  type ConnectorSpec,
  connectors,
  type PropertySpec,
  typeOf,
  type ValueSpec,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { mappingAround, optionSpecsOf, propertySpecsIn } from '../catalogue/spec-at.ts';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { describeProperty } from '../markdown/describe-property.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import { without } from './field-proposals.ts';
import { declaredElsewhere } from './import-proposals.ts';
import { modelInputNames } from './model-tensors.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { keysInRecord } from './record-proposals.ts';
import { callProposal } from './value-proposals.ts';

export function propertyNames(context: ProposalContext): Proposal[] {
  const property = context.place.node as ast.Property;
  const inRecord = keysInRecord(context);
  if (inRecord !== undefined) return inRecord;
  const block = property.$container;
  const taken = keysOf(block);
  const mapping = mappingAround(property);
  if (mapping?.from === 'model inputs') return without(modelInputNames(context), taken);
  if (mapping !== undefined) return [];
  const proposals = propertySpecsIn(block)
    .filter((spec) => !taken.has(spec.name))
    .map((spec) => nameProposal(spec, scaffoldOf(spec)));
  return ast.isReviewNode(block) && !taken.has('ask') ? [...proposals, ask] : proposals;
}

/** No property of the catalogue: it declares columns. */
const ask: Proposal = {
  label: 'ask',
  kind: CompletionItemKind.Property,
  detail: 'the columns that the answers fill',
  snippet: 'ask: { ${1:answer}: ${2:string} }',
  rank: 1.5,
};

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
    ...(spec.required && { isBest: true }),
  };
}

function scaffoldOf({ name, value }: PropertySpec): string {
  return `${name}: ${valueScaffold(value)}`;
}

function valueScaffold(value: ValueSpec): string {
  switch (value.kind) {
    case 'string':
    case 'path':
    case 'url':
      return '"$1"';
    case 'secret':
      return 'secret("$1")';
    case 'either':
      return value.of[0] === undefined ? '$1' : valueScaffold(value.of.at(-1) ?? value.of[0]);
    case 'object':
      return `{ ${requiredScaffold(value.properties)} }`;
    case 'entries':
    case 'mapping':
    case 'contract':
      return '{ $1 }';
    case 'columns':
      return '[$1]';
    case 'call':
      return '$1';
    default:
      return '$1';
  }
}

/** What an object cannot be without. */
function requiredScaffold(properties: readonly PropertySpec[]): string {
  const required = properties.filter((property) => property.required);
  if (required.length === 0) return '$1';
  return required.map(({ name }, index) => `${name}: $${index + 1}`).join(', ');
}

/** What may be read or written: connectors, and the datasets of the file and of the project. */
export function sourceNames(context: ProposalContext): Proposal[] {
  const { place, file } = context;
  const isRead = ast.isReadNode(place.node.$container);
  const datasets = declarationsInScope(file).filter(ast.isDataset);
  const named = datasets
    .filter(({ name }) => name)
    .map((dataset) => ({
      label: writtenName(dataset.name),
      kind: CompletionItemKind.Struct,
      detail: 'dataset',
      doc: () => datasetDoc(dataset),
      rank: 2,
    }));
  const callable = connectors
    .filter((spec) => (isRead ? spec.canRead : spec.canWrite))
    .map((spec) => callProposal(spec.name, spec.doc, firstOptions(spec)));
  return [
    ...callable,
    ...named,
    ...declaredElsewhere({ ...context, document: context.cursor.document }, ast.isDataset),
  ];
}

/** What a call cannot be without, with places for the values. */
function firstOptions({ options, oneOf = [] }: ConnectorSpec): string {
  const first = options.some(({ positional }) => positional) ? '"$1"' : '$1';
  return [first, ...oneOf.slice(0, 1).map((name) => `${name}: "$2"`)].join(', ');
}

function datasetDoc({ type }: ast.Dataset): string | undefined {
  const stored = typeOf(type);
  return stored.kind === 'record' ? recordDoc(stored) : undefined;
}

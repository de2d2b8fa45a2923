/** What records come from: nodes, their ports, and streams. Those whose records fit come first, then the nearest above. */
import {
  type FlowAnalysis,
  givesRecords,
  isAssignable,
  type NodeAnalysis,
  portsOf,
  type RecordType,
  typeOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import { namedInputs, recordOfInput } from './input-record.ts';
import { openInputs, signatureNamed } from './model-tensors.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

type Fits = (record: RecordType) => boolean;

/** Nodes that may be the input here: no node that is fed by this statement, and none twice. */
export function inputNames(context: ProposalContext): Proposal[] {
  const { flow, statement } = context;
  if (flow === undefined || statement === undefined) return [];
  const taken = new Set(namedInputs(statement).map((input) => input.node.$refText));
  const fed = nodesFedBy(flow, statement.name);
  return sourceNamesOf(flow, {
    isWanted: (name) => !fed.has(name) && !taken.has(name),
    before: context.cursor.offset,
    fits: fittingInput(context),
  });
}

export interface WantedSources {
  isWanted: (name: string) => boolean;
  /** What stands above this place comes first, the nearest at the top. */
  before?: number;
  fits?: Fits | undefined;
}

/** Everything in a flow that records come from, by the names they are read by. */
export function sourceNamesOf(flow: FlowAnalysis, { isWanted, before, fits }: WantedSources): Proposal[] {
  const streams = [...flow.streams].filter(([name]) => isWanted(name));
  const nodes = [...flow.nodes.values()].filter(({ name, kind }) => kind !== 'write' && isWanted(name));
  return [
    ...nearestFirst(nodes, before).flatMap((node) => proposalsOf(node, fits)),
    ...streams.map(([name, record]) => streamProposal(writtenName(name), 'stream', record, fits)),
  ];
}

/** Those above the place from the nearest upwards, then those below. */
export function nearestFirst(nodes: readonly NodeAnalysis[], before: number | undefined): NodeAnalysis[] {
  if (before === undefined) return [...nodes];
  const isAbove = ({ node }: NodeAnalysis) => (node.$cstNode?.offset ?? 0) < before;
  return [...nodes.filter(isAbove).toReversed(), ...nodes.filter((node) => !isAbove(node))];
}

function proposalsOf({ name, kind, node, output, ports }: NodeAnalysis, fits: Fits | undefined): Proposal[] {
  const label = writtenName(name);
  const own = givesRecords(node) ? [streamProposal(label, kind, output, fits)] : [];
  return [
    ...own,
    ...(portsOf(node) ?? []).map((port) => portProposal(`${label}.${port}`, port, kind, ports?.get(port), fits)),
  ];
}

function streamProposal(label: string, kind: string, record: RecordType | undefined, fits?: Fits): Proposal {
  const isFit = record === undefined || fits === undefined ? undefined : fits(record);
  return {
    label,
    kind: CompletionItemKind.Variable,
    detail: record?.name ?? kind,
    doc: record && (() => recordDoc(record)),
    rank: isFit === false ? 3 : isFit === undefined ? 2 : 1,
    ...(isFit && { isBest: true }),
  };
}

function portProposal(label: string, port: string, kind: string, record?: RecordType, fits?: Fits): Proposal {
  if (!port.endsWith('errors')) return streamProposal(label, kind, record, fits);
  return { label, kind: CompletionItemKind.Event, detail: 'bad records', rank: 4 };
}

/** The node itself and everything behind it: as an input each of them would close a circle. */
function nodesFedBy(flow: FlowAnalysis, name: string): Set<string> {
  const readers = new Map<string, string[]>();
  for (const node of flow.nodes.values()) {
    for (const { from } of node.inputs) {
      if (from === undefined) continue;
      const known = readers.get(from);
      if (known === undefined) readers.set(from, [node.name]);
      else known.push(node.name);
    }
  }
  const found = new Set([name]);
  for (const from of found) for (const reader of readers.get(from) ?? []) found.add(reader);
  return found;
}

/** What the statement needs of a record, as far as it is written, also behind the cursor. */
function fittingInput(context: ProposalContext): Fits | undefined {
  const { statement, flow, file, cursor } = context;
  if (ast.isUnionNode(statement)) {
    const [first] = namedInputs(statement);
    const names = first && flow && recordOfInput(flow, first)?.fields.map(({ name }) => name);
    return (
      names && (({ fields }) => fields.length === names.length && fields.every(({ name }) => names.includes(name)))
    );
  }
  const rest = cursor.document.textDocument.getText().slice(cursor.text.end);
  const [, name] = /^[^(){}]*\)\s*(?:with|to)\s+(\w+)/.exec(rest) ?? [];
  if (ast.isInferNode(statement)) {
    const signature = signatureNamed(name, file, context.services);
    return signature && ((record) => openInputs(signature, record).length === 0);
  }
  const dataset = ast.isWriteNode(statement)
    ? declarationsInScope(file).find((one) => ast.isDataset(one) && one.name === name)
    : undefined;
  return ast.isDataset(dataset) ? (record) => isAssignable(record, typeOf(dataset.type)) : undefined;
}

/** Behind the dot of an input: those of the node that it names, and `errors` of every other. */
export function portNames({ place, flow }: ProposalContext): Proposal[] {
  const { node: reference } = place.node as ast.Input | ast.TestClause;
  const source = flow?.nodes.get(reference?.$refText ?? '');
  if (source === undefined && flow?.streams.has(reference?.$refText ?? '')) return [];
  return ((source && portsOf(source.node)) ?? ['errors']).map((port) =>
    port === 'errors'
      ? { label: port, kind: CompletionItemKind.Event, doc: badRecords, rank: 4 }
      : portProposal(port, port, source?.kind ?? '', source?.ports?.get(port)),
  );
}

const badRecords =
  'The bad records of the node, each with its message and place. Reading them keeps them from ending the run.';

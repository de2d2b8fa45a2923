/** Names that are declared somewhere: nodes of the flow, schemas, models and what another file has to import. */
import { type FlowAnalysis, givesRecords, portsOf, printType, type RecordType, scalarNames } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { namedInputs } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Nodes that may be the input here: no node that is fed by this statement, and none twice. */
export function inputNames(context: ProposalContext): Proposal[] {
  const { flow, statement } = context;
  if (flow === undefined || statement === undefined) return [];
  const taken = new Set(namedInputs(statement).map((input) => input.node.$refText));
  const fed = nodesFedBy(flow, statement.name);
  return sourceNamesOf(flow, (name) => !fed.has(name) && !taken.has(name));
}

/** Everything in a flow that records come from, by the names they are read by. */
export function sourceNamesOf(flow: FlowAnalysis, isWanted: (name: string) => boolean): Proposal[] {
  const streams = [...flow.streams].filter(([name]) => isWanted(name));
  const nodes = [...flow.nodes.values()].filter(({ name, kind }) => kind !== 'write' && isWanted(name));
  return [
    ...streams.map(([name, record]) => streamProposal(name, 'stream', record)),
    ...nodes.flatMap(({ name, kind, node, output, ports }) => [
      ...(givesRecords(node) ? [streamProposal(name, kind, output)] : []),
      ...(portsOf(node) ?? []).map((port) => portProposal(`${name}.${port}`, port, kind, ports?.get(port))),
    ]),
  ];
}

function streamProposal(label: string, kind: string, record: RecordType | undefined): Proposal {
  const detail = record?.name ?? kind;
  return { label, kind: CompletionItemKind.Variable, detail, doc: recordDoc(record), rank: 1 };
}

function portProposal(label: string, port: string, kind: string, record: RecordType | undefined): Proposal {
  if (!port.endsWith('errors')) return streamProposal(label, kind, record);
  return { label, kind: CompletionItemKind.Event, detail: 'bad records', rank: 4 };
}

function recordDoc(record: Parameters<typeof printType>[0] | undefined): string | undefined {
  return record && `\`\`\`flow\n${printType(record)}\n\`\`\``;
}

/** The node itself and everything behind it: as an input each of them would close a circle. */
function nodesFedBy(flow: FlowAnalysis, name: string): Set<string> {
  const found = new Set([name]);
  for (const from of found) {
    for (const node of flow.nodes.values()) {
      if (node.inputs.some((input) => input.from === from)) found.add(node.name);
    }
  }
  return found;
}

/** For `after` and the outputs of a flow. */
export function nodeNames({ flow, statement }: ProposalContext): Proposal[] {
  return [...(flow?.nodes.values() ?? [])]
    .filter(({ name }) => name !== statement?.name)
    .map(({ name, kind }) => ({ label: name, kind: CompletionItemKind.Variable, detail: kind }));
}

/** Behind the dot of an input: those of the node that it names, and `errors` of every other. */
export function portNames({ place, flow }: ProposalContext): Proposal[] {
  const { node: reference } = place.node as ast.Input | ast.TestClause;
  const source = flow?.nodes.get(reference?.$refText ?? '');
  if (source === undefined && flow?.streams.has(reference?.$refText ?? '')) return [];
  return ((source && portsOf(source.node)) ?? ['errors']).map((port) =>
    port === 'errors'
      ? {
          label: port,
          kind: CompletionItemKind.Event,
          doc: 'The bad records of the node, each with its message and place. Reading them keeps them from ending the run.',
        }
      : portProposal(port, port, source?.kind ?? '', source?.ports?.get(port)),
  );
}

/** The flows that may be run here. */
export function flowNames({ file, cursor }: ProposalContext): Proposal[] {
  return declarationsInScope(file)
    .filter((item) => ast.isFlow(item))
    .filter(({ name }) => name !== cursor.statement.flow)
    .map(({ name }) => ({ label: name, kind: CompletionItemKind.Module, detail: 'flow', snippet: `${name}($1)` }));
}

export function declarationsInScope(file: ast.FlowFile): ast.Declaration[] {
  const imported = file.imports.flatMap((item) => item.symbols.map((symbol) => symbol.declaration?.ref));
  return [...file.declarations, ...imported.filter((item) => item !== undefined)];
}

export function schemaNames({ file, place }: ProposalContext): Proposal[] {
  return declarationsInScope(file)
    .filter((item): item is ast.Schema => ast.isSchema(item) && item.name !== ownName(place.node))
    .map((schema) => ({ label: schema.name, kind: CompletionItemKind.Struct, detail: 'schema', rank: 1 }));
}

function ownName(node: unknown): string | undefined {
  return ast.isSchema(node) ? node.name : undefined;
}

export function typeNames(context: ProposalContext): Proposal[] {
  const scalars = scalarNames.map((name) => ({ label: name, kind: CompletionItemKind.TypeParameter, rank: 3 }));
  return [...schemaNames(context), ...scalars];
}

export function modelNames({ file }: ProposalContext): Proposal[] {
  return declarationsInScope(file)
    .filter((item) => ast.isModel(item))
    .map((model) => ({
      label: model.name,
      kind: CompletionItemKind.Class,
      detail: 'model',
      snippet: `${model.name} {\n\t$0\n}`,
    }));
}

/** What the file at the path of the import declares, less what is imported already. */
export function importableNames({ services, cursor, place }: ProposalContext): Proposal[] {
  const statement = place.node.$container;
  if (!ast.isImport(statement) || !statement.path) return [];
  const uri = UriUtils.resolvePath(UriUtils.dirname(cursor.document.uri), statement.path);
  const file = services.shared.workspace.LangiumDocuments.getDocument(uri)?.parseResult.value;
  const taken = new Set(statement.symbols.map((symbol) => symbol.declaration?.$refText));
  return (ast.isFlowFile(file) ? file.declarations : [])
    .filter((item) => !ast.isTest(item))
    .filter((item) => item.name && !taken.has(item.name))
    .map((item) => ({ label: item.name, kind: CompletionItemKind.Reference, detail: item.$type.toLowerCase() }));
}

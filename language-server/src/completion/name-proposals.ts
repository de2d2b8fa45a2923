/** Names that are declared somewhere: nodes of the flow, schemas, models and what another file has to import. */
import { type FlowAnalysis, printType, scalarNames } from '@millrace/grammar';
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
  const sources = [...flow.nodes.values()].filter(
    ({ name, kind }) => kind !== 'write' && !fed.has(name) && !taken.has(name),
  );
  return sources.flatMap(({ name, kind, output }) => [
    { label: name, kind: CompletionItemKind.Variable, detail: output?.name ?? kind, doc: recordDoc(output), rank: 1 },
    { label: `${name}.errors`, kind: CompletionItemKind.Event, detail: 'bad records', rank: 4 },
  ]);
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

export function portNames(): Proposal[] {
  return [
    {
      label: 'errors',
      kind: CompletionItemKind.Event,
      doc: 'The bad records of the node, each with its message and place. Reading them keeps them from ending the run.',
    },
  ];
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

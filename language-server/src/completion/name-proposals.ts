/** Names that are declared somewhere: schemas, types, flows, outputs, and what another file has to import. */
import { recordOfSchema, scalarNames } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import { declaredElsewhere } from './import-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { nearestFirst } from './source-proposals.ts';

/** For `after` the nearest first; for the outputs of a flow the last first, for records end there. */
export function nodeNames({ flow, statement, place, cursor }: ProposalContext): Proposal[] {
  const taken = new Set([statement?.name, ...namesBeside(place.node)]);
  const nodes = [...(flow?.nodes.values() ?? [])].filter(({ name }) => !taken.has(name));
  const isOutput = ast.isOutput(place.node);
  return nearestFirst(nodes, isOutput ? Number.POSITIVE_INFINITY : cursor.offset).map(({ name, kind, output }) => ({
    label: writtenName(name),
    kind: CompletionItemKind.Variable,
    detail: kind,
    doc: output && (() => recordDoc(output)),
    rank: isOutput && output === undefined ? 6 : 5,
  }));
}

function namesBeside(place: unknown): (string | undefined)[] {
  if (ast.isTaskNode(place)) return place.after.map(({ $refText }) => $refText);
  const flow = ast.isOutput(place) ? place.$container : undefined;
  return (flow?.outputs ?? []).filter((one) => one !== place).map(({ node }) => node?.$refText);
}

/** The flows that may be run here, with the parameters they need. */
export function flowNames(context: ProposalContext): Proposal[] {
  const { file, cursor } = context;
  const flows = declarationsInScope(file)
    .filter((item) => ast.isFlow(item))
    .filter(({ name }) => name && name !== cursor.statement.flow);
  const proposals = flows.map((flow) => ({
    label: writtenName(flow.name),
    kind: CompletionItemKind.Module,
    detail: 'flow',
    snippet: `${writtenName(flow.name)}${argumentsOf(flow, ast.isTest(context.place.node.$container))}`,
  }));
  return [...proposals, ...declaredElsewhere({ ...context, document: context.cursor.document }, ast.isFlow)];
}

/** A test gives streams by its records. */
function argumentsOf({ parameters }: ast.Flow, isTest: boolean): string {
  const given = parameters.filter(({ name, isStream }) => name && !(isTest && isStream));
  const needed = given.filter((parameter) => parameter.default === undefined);
  if (needed.length === 0) return given.length === 0 ? '' : '($1)';
  return `(${needed.map(({ name }, index) => `${writtenName(name)}: $${index + 1}`).join(', ')})`;
}

export function schemaNames(context: ProposalContext): Proposal[] {
  const { file, place } = context;
  const own = AstUtils.getContainerOfType(place.node, ast.isSchema);
  const taken = new Set([own?.name, ...(own?.bases ?? []).map(({ $refText }) => $refText)]);
  const known = declarationsInScope(file)
    .filter((item): item is ast.Schema => ast.isSchema(item) && Boolean(item.name) && !taken.has(item.name))
    .map((schema) => ({
      label: writtenName(schema.name),
      kind: CompletionItemKind.Struct,
      detail: 'schema',
      doc: () => recordDoc(recordOfSchema(schema)),
      rank: 1,
    }));
  return [...known, ...declaredElsewhere({ ...context, document: context.cursor.document }, ast.isSchema)];
}

/** Records are read and given: there a schema is wanted. A field is of any type, and so are numbers that a model takes. */
export function typeNames(context: ProposalContext): Proposal[] {
  const owner = context.place.node.$container?.$container;
  const isContract = AstUtils.getContainerOfType(context.place.node, ast.isContract) !== undefined;
  const wantsRecord = ast.isNode(owner) || ast.isDataset(owner) || (ast.isParameter(owner) && owner.isStream);
  const scalars = isContract
    ? scalarNames.filter((name) => !['bytes', 'json', 'timestamp', 'date', 'duration'].includes(name))
    : scalarNames;
  const types = scalars.map((label) => ({ label, kind: CompletionItemKind.TypeParameter, rank: 3 }));
  if (isContract) return types;
  if (ast.isParameter(owner) && !owner.isStream) return [...types, stream];
  if (ast.isTaskNode(owner)) return [...schemaNames(context), checkpoint];
  return wantsRecord ? schemaNames(context) : [...schemaNames(context), ...types];
}

const stream = word('stream', 'stream ${1:Schema}', 'Records, handed over by a `use` or a test.');
const checkpoint = word('model', 'model ${1:Model}', 'A checkpoint of a model, and no records.');

function word(label: string, snippet: string, doc: string): Proposal {
  return { label, kind: CompletionItemKind.Keyword, snippet, doc, rank: 4 };
}

/** Symbols of dimensions that the file has already: `float32[seq]`. */
export function dimensionNames({ file }: ProposalContext): Proposal[] {
  const symbols = AstUtils.streamAst(file)
    .filter(ast.isDimension)
    .map(({ symbol }) => symbol);
  const names = new Set(symbols.filter((symbol) => symbol !== undefined && symbol !== ''));
  return [...names].map((name) => ({
    label: writtenName(name as string),
    kind: CompletionItemKind.TypeParameter,
    detail: 'dimension',
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
    .map((item) => ({
      label: writtenName(item.name),
      kind: CompletionItemKind.Reference,
      detail: item.$type.toLowerCase(),
      ...(ast.isSchema(item) && { doc: () => recordDoc(recordOfSchema(item)) }),
    }));
}

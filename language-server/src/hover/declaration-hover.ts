/** Schemas, models, flows and parameters. */
import {
  analyzeFlow,
  contractSignature,
  docComment,
  type ModelSignature,
  type NodePlace,
  nodesOf,
  printCheckpoint,
  printType,
  projectGraphAround,
  readModel,
  recordOfSchema,
  typeOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, URI } from 'langium';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { fenced } from '../markdown/fenced.ts';
import { recordDoc, shortRecord } from '../markdown/node-doc.ts';
import { signatureTable } from '../markdown/signature-table.ts';
import type { FlowLanguageServices } from '../services.ts';
import { linkTo } from './origins-line.ts';

export function declarationHover(
  { node }: Pick<WordInTree, 'node'>,
  services: FlowLanguageServices,
): string | undefined {
  const text = describeDeclaration(node, services);
  const comment = docComment(node);
  return text === undefined || comment === undefined ? text : `${text}\n\n${comment}`;
}

export function referenceHover(word: WordInTree, services: FlowLanguageServices): string | undefined {
  const target = referencedBy(word);
  return target && declarationHover({ ...word, node: target }, services);
}

/** The name of an argument that a flow is given. */
export function parameterHover(word: WordInTree, services: FlowLanguageServices): string | undefined {
  const { $container: run, name } = word.node as ast.Argument;
  const parameter = ast.isFlowRun(run) ? run.flow?.ref?.parameters.find((one) => one.name === name) : undefined;
  return parameter && declarationHover({ ...word, node: parameter }, services);
}

function describeDeclaration(node: AstNode, services: FlowLanguageServices): string | undefined {
  if (ast.isSchema(node)) return `**schema** \`${node.name}\`\n\n${recordDoc(recordOfSchema(node))}`;
  if (ast.isModel(node)) return modelDoc(node, services);
  if (ast.isParameter(node))
    return fenced(`${node.name}: ${node.isStream ? 'stream ' : ''}${printType(typeOf(node.type))}${defaultOf(node)}`);
  if (ast.isDataset(node)) return datasetDoc(node, services);
  return ast.isFlow(node) ? flowDoc(node) : undefined;
}

function modelDoc(model: ast.Model, services: FlowLanguageServices): string {
  const answer = readModel(model, services.host.Ports);
  const checkpoint = printCheckpoint(model);
  const head = `**model** \`${model.name}\`${checkpoint === undefined ? '' : `, checkpoint \`${checkpoint}\``}`;
  const contract = contractSignature(model);
  if (answer === undefined) return contract === undefined ? head : `${head}\n\n${signatureTable(contract)}`;
  if (answer === 'missing') return `${head}\n\nThe file is not there.`;
  if (!answer.ok) return `${head}\n\n${answer.problem.message}`;
  return [head, signatureTable(answer.signature), metadataDoc(answer.signature)].filter(Boolean).join('\n\n');
}

const notesMax = 4;

/** What the exporter noted, as far as it is short: names come from files of strangers. */
function metadataDoc({ metadata }: ModelSignature): string {
  const notes = Object.entries(metadata).filter(([key, value]) => key.length <= 40 && value.length <= 80);
  return notes
    .slice(0, notesMax)
    .map(([key, value]) => `\`${plain(key)}\`: \`${plain(value)}\``)
    .join('  \n');
}

function plain(text: string): string {
  return text.replace(/[`\r\n]/g, ' ');
}

function datasetDoc(dataset: ast.Dataset, { shared }: FlowLanguageServices): string {
  const stored = typeOf(dataset.type);
  const document = AstUtils.getDocument(dataset);
  const uri = document.uri.toString();
  const known = projectGraphAround(document)?.datasets.find((one) => one.uri === uri && one.name === dataset.name);
  const places = (verb: string, all: readonly NodePlace[] = []) =>
    all.length > 0 &&
    `${verb} by ${all
      .slice(0, usersMax)
      .map((one) => linkedPlace(one, shared))
      .join(', ')}${more(all.length)}`;
  return [
    `**dataset** \`${dataset.name}\``,
    stored.kind === 'record' && recordDoc(stored),
    [places('written', known?.writers), places('read', known?.readers)].filter(Boolean).join('  \n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const usersMax = 6;

function more(count: number): string {
  return count > usersMax ? ` and ${count - usersMax} more` : '';
}

function linkedPlace({ uri, flow, node }: NodePlace, { workspace }: FlowLanguageServices['shared']): string {
  const file = workspace.LangiumDocuments.getDocument(URI.parse(uri))?.parseResult.value;
  const flows = ast.isFlowFile(file) ? file.declarations.filter((one) => ast.isFlow(one)) : [];
  const found = flows.find(({ name }) => name === flow);
  const statement = found && nodesOf(found).find(({ name }) => name === node);
  const name = `\`${flow}.${node}\``;
  return statement === undefined ? name : linkTo(name, uri, statement);
}

function flowDoc(flow: ast.Flow): string {
  const { nodes } = analyzeFlow(flow);
  const inner = flow.parameters
    .map((parameter) => {
      const { name, type, isStream } = parameter;
      return `${name}: ${isStream ? 'stream ' : ''}${printType(typeOf(type))}${defaultOf(parameter)}`;
    })
    .join(', ');
  const outputs = flow.outputs.flatMap((output) => output.node?.$refText ?? []);
  const header = `flow ${flow.name}${inner && `(${inner})`}${outputs.length > 0 ? ` -> ${outputs.join(', ')}` : ''}`;
  const lines = outputs.slice(0, usersMax).flatMap((name) => {
    const node = nodes.get(name);
    return node?.output === undefined ? [] : [`- \`${name}\` (${node.kind}): ${shortRecord(node.output)}`];
  });
  const size = `${nodes.size} ${nodes.size === 1 ? 'node' : 'nodes'}`;
  return [fenced(header), lines.join('\n'), size].filter((part) => part !== '').join('\n\n');
}

function defaultOf({ default: value }: ast.Parameter): string {
  const text = value?.$cstNode?.text;
  return text === undefined ? '' : ` = ${text}`;
}

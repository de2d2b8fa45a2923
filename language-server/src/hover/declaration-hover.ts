/** Schemas, models, flows and parameters. */
import {
  analyzeFlow,
  contractSignature,
  docComment,
  printCheckpoint,
  printType,
  readModel,
  recordOfSchema,
  typeOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { fenced } from '../markdown/fenced.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import { signatureTable } from '../markdown/signature-table.ts';
import type { FlowLanguageServices } from '../services.ts';

export function declarationHover({ node }: WordInTree, services: FlowLanguageServices): string | undefined {
  const text = describeDeclaration(node, services);
  const comment = docComment(node);
  return text === undefined || comment === undefined ? text : `${text}\n\n${comment}`;
}

export function referenceHover(word: WordInTree, services: FlowLanguageServices): string | undefined {
  const target = referencedBy(word);
  return target && declarationHover({ ...word, node: target }, services);
}

function describeDeclaration(node: AstNode, services: FlowLanguageServices): string | undefined {
  if (ast.isSchema(node)) return `**schema** \`${node.name}\`\n\n${recordDoc(recordOfSchema(node))}`;
  if (ast.isModel(node)) return modelDoc(node, services);
  if (ast.isParameter(node))
    return fenced(`${node.name}: ${node.isStream ? 'stream ' : ''}${printType(typeOf(node.type))}${defaultOf(node)}`);
  if (ast.isDataset(node)) return datasetDoc(node);
  return ast.isFlow(node) ? flowDoc(node) : undefined;
}

function modelDoc(model: ast.Model, services: FlowLanguageServices): string {
  const answer = readModel(model, services.host.Ports);
  const checkpoint = printCheckpoint(model);
  const head = `**model** \`${model.name}\`${checkpoint === undefined ? '' : `, checkpoint \`${checkpoint}\``}`;
  const contract = contractSignature(model);
  if (answer === undefined) return contract === undefined ? head : `${head}\n\n${signatureTable(contract)}`;
  if (answer === 'missing') return `${head}\n\nThe file is not there.`;
  return `${head}\n\n${answer.ok ? signatureTable(answer.signature) : answer.problem.message}`;
}

function datasetDoc({ name, type }: ast.Dataset): string {
  const stored = typeOf(type);
  return `**dataset** \`${name}\`${stored.kind === 'record' ? `\n\n${recordDoc(stored)}` : ''}`;
}

function flowDoc(flow: ast.Flow): string {
  const { nodes } = analyzeFlow(flow);
  const inner = flow.parameters
    .map(({ name, type, isStream }) => `${name}: ${isStream ? 'stream ' : ''}${printType(typeOf(type))}`)
    .join(', ');
  const outputs = flow.outputs.map((output) => output.node?.$refText).join(', ');
  const header = `flow ${flow.name}${inner && `(${inner})`}${outputs && ` -> ${outputs}`}`;
  return `${fenced(header)}\n\n${nodes.size} ${nodes.size === 1 ? 'node' : 'nodes'}`;
}

function defaultOf({ default: value }: ast.Parameter): string {
  const text = value?.$cstNode?.text;
  return text === undefined ? '' : ` = ${text}`;
}

/**
 * What fills the inputs of a model without being written: columns of the same name, `← size, night` at the end of the header, and
 * the columns that `[* except (id)]` stands for, in the order in which the model gets them.
 */
import type { FlowAnalysis, InferenceInput, NodeAnalysis, TypedExpression } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { fieldOrigin } from '../lineage/field-origin.ts';
import { printTensor } from '../markdown/signature-table.ts';
import { headerEnd } from './header-end.ts';
import type { Hint, HintMaker, HintPart } from './hint.ts';
import { listed } from './shortened.ts';

const listMax = 60;

export const modelInputHints: HintMaker = (node, flow) => {
  const inputs = node.inference?.inputs;
  if (!ast.isInferNode(node.node) || inputs === undefined) return [];
  const mappings = mappingsOf(node.node);
  const implicit = inputs.filter(({ tensor }) => mappings.every(({ key }) => key !== tensor.name));
  return [...byName(implicit, node, flow), ...mappings.flatMap((one) => spreadOf(one, inputs, node, flow))];
};

function mappingsOf({ properties }: ast.InferNode): ast.Property[] {
  const written = properties?.properties.find(({ key }) => key === 'inputs')?.value;
  return ast.isObjectLiteral(written) ? written.properties : [];
}

function byName(inputs: readonly InferenceInput[], node: NodeAnalysis, flow: FlowAnalysis): Hint[] {
  const offset = headerEnd(node.node);
  if (offset === undefined || inputs.length === 0) return [];
  const parts = inputs.map(({ tensor }) => columnPart([tensor.name], node, flow));
  const lines = inputs.map(({ tensor }) => `- \`${tensor.name}\`: ${printTensor(tensor)}`);
  const tooltip = () => `Inputs of the model that are filled by the columns of their name:\n\n${lines.join('\n')}`;
  return [{ offset, parts: [{ text: '← ' }, ...listed(parts, listMax)], space: 'before', tooltip }];
}

function spreadOf(
  { key, value }: ast.Property,
  inputs: InferenceInput[],
  node: NodeAnalysis,
  flow: FlowAnalysis,
): Hint[] {
  const items = ast.isListLiteral(value) ? value.items : [];
  const [all, ...others] = items.filter(ast.isAllItem);
  const input = inputs.find(({ tensor }) => tensor.name === key);
  if (all?.$cstNode === undefined || input === undefined || others.length > 0) return [];
  const from = items.indexOf(all);
  const columns = input.columns.slice(from, from + input.columns.length - (items.length - 1));
  const parts = columns.flatMap((column) => partOf(column, node, flow));
  if (parts.length === 0) return [];
  const tooltip = () =>
    `In this order:\n\n${parts.map(({ text }, index) => `${from + index + 1}. \`${text}\``).join('\n')}`;
  return [{ offset: all.$cstNode.end, parts: [{ text: '= ' }, ...listed(parts, listMax)], space: 'before', tooltip }];
}

function partOf(column: TypedExpression, node: NodeAnalysis, flow: FlowAnalysis): HintPart[] {
  return column.op === 'field' ? [columnPart(column.path, node, flow)] : [];
}

function columnPart(path: readonly string[], node: NodeAnalysis, flow: FlowAnalysis): HintPart {
  return { text: path.join('.'), place: () => fieldOrigin(flow, node, path)?.place };
}

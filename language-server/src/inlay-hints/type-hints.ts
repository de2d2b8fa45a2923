/** The types of columns that are computed, and the columns that `*` and `...record` stand for. */
import type { NodeAnalysis, Type } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { InlayHintKind } from 'vscode-languageserver';
import type { Hint, HintMaker } from './hint.ts';
import { listed, shortType } from './shortened.ts';

const listMax = 48;

export const typeHints: HintMaker = (node) => {
  if (ast.isSelectNode(node.node)) return node.node.items.flatMap((item) => hintOfItem(item, node));
  if (ast.isAggregateNode(node.node)) {
    return [...node.node.keys, ...node.node.items].flatMap((item) => hintOfItem(item, node));
  }
  return ast.isInferNode(node.node) ? hintsOfOutputs(node.node, node) : [];
};

/** A field that only goes on is what it was. */
function hintOfItem(item: ast.SelectItem, { columns, input }: NodeAnalysis): Hint[] {
  const made = (columns ?? []).filter((column) => column.item === item).map(({ field }) => field);
  if (ast.isFieldItem(item)) return item.value === undefined ? [] : typeHint(item, made[0]?.type);
  const offset = item.$cstNode?.end;
  if (offset === undefined || made.length === 0 || input === undefined) return [];
  const parts = made.map(({ name }) => ({ text: name }));
  return [{ offset, parts: [{ text: '= ' }, ...listed(parts, listMax)], space: 'before' }];
}

function hintsOfOutputs(node: ast.InferNode, { inference }: NodeAnalysis): Hint[] {
  const outputs = node.properties?.properties.find(({ key }) => key === 'outputs')?.value;
  if (!ast.isObjectLiteral(outputs)) return [];
  return outputs.properties.flatMap((entry) => {
    return typeHint(entry, inference?.outputs.find(({ column }) => column === entry.key)?.type);
  });
}

function typeHint({ $cstNode }: ast.FieldItem | ast.Property, type: Type | undefined): Hint[] {
  if ($cstNode === undefined || type === undefined || type.kind === 'unknown') return [];
  return [{ offset: $cstNode.end, parts: [{ text: `: ${shortType(type)}` }], kind: InlayHintKind.Type }];
}

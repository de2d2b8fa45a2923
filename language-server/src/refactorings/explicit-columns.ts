/** What is meant by a star, and what stays beside the outputs of a model, written out; and a star for all of the columns. */
import { analyzeFlow, type NodeAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CodeActionKind } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { addProperty, findProperty } from '../fixes/editing/properties.ts';
import { replace, replacePlace, spanOf, textAround, textOf } from '../fixes/editing/spans.ts';
import { nodeAround } from '../fixes/editing/statements.ts';
import type { Refactoring } from './refactoring.ts';

const kind = CodeActionKind.RefactorRewrite;

/** `*` and `...record` as the columns they are. */
export const listColumns: Refactoring = ({ node }) => {
  const item = AstUtils.getContainerOfType(node, (one) => ast.isAllItem(one) || ast.isSpreadItem(one));
  const select = item && nodeAround(item);
  if (item === undefined || !ast.isSelectNode(select)) return [];
  const columns = analysisOf(select)?.columns?.filter((column) => column.item === item) ?? [];
  const items = columns.map(({ field, expression }) => {
    if (expression?.op !== 'field') return undefined;
    const path = expression.path.map(writtenName).join('.');
    return path === writtenName(field.name) ? path : `${writtenName(field.name)}: ${path}`;
  });
  if (items.length === 0 || items.includes(undefined)) return [];
  const title = `List the columns of ${textOf({ node: item })}`;
  return [{ title, kind, edits: () => [replacePlace({ node: item }, items.join(', ') + commaBehind(item, select))] }];
};

/** Neighbouring items that are names alone as `*`, where that gives them in the same order. */
export const starForColumns: Refactoring = ({ node }) => {
  const item = AstUtils.getContainerOfType(node, ast.isFieldItem);
  const select = item?.$container;
  if (item === undefined || !ast.isSelectNode(select) || select.items.some(ast.isAllItem)) return [];
  const run = runAround(item, select.items);
  const fields = analysisOf(select)?.input?.fields.map(({ name }) => name) ?? [];
  const names = run.map(({ name }) => name);
  const others = fields.filter((name) => !names.includes(name));
  const isInOrder = fields.filter((name) => names.includes(name)).join('\n') === names.join('\n');
  const [first, last] = [run[0], run.at(-1)];
  if (!isInOrder || run.length < 3 || others.length > run.length || first === undefined || last === undefined)
    return [];
  const star = others.length === 0 ? '*' : `* except (${others.map(writtenName).join(', ')})`;
  const span = { offset: spanOf({ node: first }).offset, end: spanOf({ node: last }).end };
  return [
    { title: `Write ${star}`, kind, edits: () => [replace(textAround(select), span, commaBefore(first) + star)] },
  ];
};

/** A star behind an expression would be a product. */
function commaBehind(item: ast.SelectItem, { items }: ast.SelectNode): string {
  const next = items[items.indexOf(item) + 1];
  const rest = textAround(item)
    .getText()
    .slice(spanOf({ node: item }).end);
  return ast.isAllItem(next) && !/^\s*,/.test(rest) ? ',' : '';
}

function commaBefore(item: ast.FieldItem): string {
  const before = textAround(item)
    .getText()
    .slice(0, spanOf({ node: item }).offset);
  return /[,{]\s*$/.test(before) ? '' : ', ';
}

function runAround(item: ast.FieldItem, items: readonly ast.SelectItem[]): ast.FieldItem[] {
  const isPlain = (one: ast.SelectItem | undefined) => ast.isFieldItem(one) && one.value === undefined;
  const index = items.indexOf(item);
  if (!isPlain(item)) return [];
  const start = items.findLastIndex((one, at) => at < index && !isPlain(one)) + 1;
  const end = items.findIndex((one, at) => at > index && !isPlain(one));
  return items.slice(start, end < 0 ? undefined : end).filter(ast.isFieldItem);
}

/** All that stays beside the outputs of a model, when nothing is said of it. */
export const explicitKeep: Refactoring = ({ node }) => {
  const infer = node && nodeAround(node);
  if (!ast.isInferNode(infer) || findProperty(infer, 'keep') !== undefined) return [];
  const { keep = [] } = analysisOf(infer)?.inference ?? {};
  if (keep.length === 0) return [];
  const property = `keep: [${keep.map(writtenName).join(', ')}]`;
  return [{ title: 'Write out which columns stay', kind, edits: () => [addProperty(infer, property)] }];
};

function analysisOf(node: ast.Node): NodeAnalysis | undefined {
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  const known = flow && analyzeFlow(flow).nodes.get(node.name);
  return known?.node === node ? known : undefined;
}

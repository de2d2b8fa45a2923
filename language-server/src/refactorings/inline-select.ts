/**
 * A select that one other node reads becomes part of it: its expressions stand where its columns were named. Only for readers whose
 * columns are all said: a select and an aggregate.
 */
import { analyzeFlow, type NodeAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { replacePlace, textOf } from '../fixes/editing/spans.ts';
import { nodeAround, removeStatement } from '../fixes/editing/statements.ts';
import type { Refactoring } from './refactoring.ts';
import { onlyReader } from './single-use.ts';
import { columnText, type Substitution, substituted } from './substitute-columns.ts';

export const inlineSelect: Refactoring = ({ node, services }) => {
  const select = node && nodeAround(node);
  const reader = ast.isSelectNode(select) ? onlyReader(select, services) : undefined;
  const edits = ast.isSelectNode(select) && reader ? editsFor(select, reader.node) : undefined;
  if (reader === undefined || edits === undefined) return [];
  return [{ title: `Inline into "${reader.node.name}"`, kind: CodeActionKind.RefactorInline, edits: () => edits }];
};

function editsFor(select: ast.SelectNode, reader: ast.Node): TextEdit[] | undefined {
  if (!ast.isSelectNode(reader) && !ast.isAggregateNode(reader)) return undefined;
  // Other bad records would be left out, or end the run.
  if (select.properties !== undefined || reader.properties !== undefined) return undefined;
  const substitution = substitutionOf(select, reader);
  const inside = substitution && columnsOf(reader, substitution);
  if (inside === undefined) return undefined;
  const input = replacePlace({ node: reader.input }, textOf({ node: select.input }));
  return [input, ...inside, removeStatement(select)];
}

/** What the names of the reader's input stand for in the input of the select; undefined where that is not known. */
export function substitutionOf(select: ast.SelectNode, reader: ast.Node): Substitution | undefined {
  const flow = AstUtils.getContainerOfType(select, ast.isFlow);
  const nodes = flow && analyzeFlow(flow).nodes;
  const [own, other] = [select, reader].map((node) => knownOf(node, nodes));
  if (own?.columns === undefined || own.input === undefined || other === undefined) return undefined;
  const columns = new Map(own.columns.map((column) => [column.field.name, column]));
  return { columns, fields: new Set(own.input.fields.map(({ name }) => name)), reader: other };
}

function knownOf(node: ast.Node, nodes: ReadonlyMap<string, NodeAnalysis> | undefined): NodeAnalysis | undefined {
  const known = nodes?.get(node.name);
  return known?.node === node ? known : undefined;
}

function columnsOf(reader: ast.SelectNode | ast.AggregateNode, substitution: Substitution): TextEdit[] | undefined {
  const parts = ast.isSelectNode(reader)
    ? reader.items.map((item) => itemEdits(item, substitution))
    : [...reader.keys, ...reader.items].map((item) => itemEdits(item, substitution));
  const time = ast.isAggregateNode(reader) && reader.time ? pathEdits(reader.time, substitution) : [];
  if (time === undefined || parts.includes(undefined)) return undefined;
  return [...parts.flatMap((part) => part ?? []), ...time];
}

function itemEdits(item: ast.SelectItem, substitution: Substitution): TextEdit[] | undefined {
  if (ast.isAllItem(item)) return starEdits(item, substitution);
  if (ast.isSpreadItem(item)) return pathEdits(item.record, substitution);
  if (item.value !== undefined) return substituted(item.value, substitution);
  const written = renamed(item.name, substitution);
  return written === undefined ? undefined : [replacePlace({ node: item }, written)];
}

/** Where only a path may stand. */
function pathEdits(path: ast.Expression, substitution: Substitution): TextEdit[] | undefined {
  const [head] = AstUtils.streamAst(path).filter(ast.isReference).toArray();
  const column = head && substitution.columns.get(head.name);
  return column?.expression?.op === 'field' ? substituted(path, substitution) : undefined;
}

/** `name` or `name: expression`. */
function renamed(name: string, { columns }: Substitution): string | undefined {
  const column = columns.get(name);
  const text = column && columnText(column);
  if (text === undefined) return undefined;
  return text === writtenName(name) ? text : `${writtenName(name)}: ${text}`;
}

function starEdits(item: ast.AllItem, substitution: Substitution): TextEdit[] | undefined {
  const names = [...substitution.columns.keys()].filter((name) => !item.except.includes(name));
  const items = names.map((name) => renamed(name, substitution));
  return items.length === 0 || items.includes(undefined) ? undefined : [replacePlace({ node: item }, items.join(', '))];
}

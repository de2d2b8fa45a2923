/**
 * The edits that give a column another name wherever it is named, from where it enters the project to where it ends. An item that
 * is a name alone is written out where only one of its two columns is renamed.
 */
import {
  type CarriedColumn,
  type ColumnSymbol,
  columnName,
  consumersOf,
  followColumn,
  mentionsOf,
  type NamedMention,
  type NodeAnalysis,
  type ProjectTexts,
  type SameColumns,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { rangeOfMention } from '../symbols/symbol-at.ts';
import { refuseCaptures, refuseCollisions, refuseUnsureQueries, whyFixed } from './column-refusals.ts';
import { Edits } from './edit.ts';
import { addMappings, isFilledByName, type NewMappings, outputsByName } from './model-mappings.ts';
import { refuse } from './refuse.ts';
import { keepSourceName } from './source-name.ts';
import type { WrittenNames } from './written-name.ts';

export interface ColumnRename {
  same: SameColumns;
  edits: Edits;
}

export function renameColumn(
  start: ColumnSymbol,
  name: string,
  project: ProjectTexts,
  names: WrittenNames,
): ColumnRename {
  const same = columnsToRename(start, name, project);
  refuseCollisions(same, project);
  refuseCaptures(same);
  refuseUnsureQueries(same);
  const edits = new Edits();
  for (const mentions of byPlace(mentionsOf(same, project))) writeMentions(mentions, names, edits);
  for (const mappings of newMappings(same)) addMappings(mappings, names, edits);
  for (const { column, name: next } of same.columns.values())
    if (column.is === 'declared') keepSourceName(column.field, next, project, edits);
  return { same, edits };
}

/** What cannot be renamed at its source is renamed from the item on that names it. */
function columnsToRename(start: ColumnSymbol, name: string, project: ProjectTexts): SameColumns {
  const all = followColumn(start, name, project);
  const why = reasonsOf(all);
  if (why.length === 0) return all;
  const some = followColumn(start, name, project, { stopsAtShorthands: true });
  return reasonsOf(some).length === 0 ? some : refuse(why[0] as string);
}

function reasonsOf({ columns, misfits }: SameColumns): string[] {
  const fixed = [...columns.values()].flatMap(({ column }) => whyFixed(column) ?? []);
  return [...fixed, ...misfits.map(whyMisfit)];
}

function whyMisfit(column: ColumnSymbol): string {
  const of = column.is === 'carried' ? ` of "${column.stream}"` : '';
  return `"${columnName(column)}"${of} has its name from a prefix and would have to keep it`;
}

function byPlace(mentions: readonly NamedMention[]): NamedMention[][] {
  const places = new Map<object, Map<string, NamedMention[]>>();
  for (const mention of mentions) {
    const { node, property, index } = mention.place;
    const words = places.get(node) ?? new Map<string, NamedMention[]>();
    places.set(node, words);
    const key = `${property} ${index} ${mention.inQuery?.offset}`;
    words.set(key, [...(words.get(key) ?? []), mention]);
  }
  return [...places.values()].flatMap((words) => [...words.values()]);
}

function writeMentions(mentions: readonly NamedMention[], names: WrittenNames, edits: Edits): void {
  const [mention] = mentions as [NamedMention];
  const { node } = mention.place;
  const isShorthand = ast.isFieldItem(node) && node.value === undefined;
  const text = isShorthand ? writtenItem(node, mentions, names) : names.at(mention, mention.name);
  edits.replace(node, rangeOfMention(mention), text);
}

/** `id` alone, `new: id` or `id: new`, by which of its columns are renamed. */
function writtenItem(item: ast.FieldItem, mentions: readonly NamedMention[], names: WrittenNames): string {
  const goesOut = mentions.find(({ column }) => isOutputOf(item, column))?.name ?? item.name;
  const comesIn = mentions.find(({ column }) => !isOutputOf(item, column))?.name ?? item.name;
  const key = names.as(goesOut, 'KeyName');
  return goesOut === comesIn ? key : `${key}: ${names.as(comesIn, 'Name')}`;
}

function isOutputOf(item: ast.FieldItem, column: ColumnSymbol): boolean {
  return column.is === 'carried' && column.stream === (item.$container as ast.SelectNode | ast.AggregateNode).name;
}

function newMappings({ columns }: SameColumns): NewMappings[] {
  const byNode = new Map<NodeAnalysis, NewMappings>();
  const at = (node: NodeAnalysis) => {
    const known = byNode.get(node) ?? { node, inputs: [], outputs: [] };
    byNode.set(node, known);
    return known;
  };
  for (const { column, name } of columns.values()) {
    if (column.is !== 'carried' || column.path.length > 1) continue;
    const own = column.flow.nodes.get(column.stream);
    const old = columnName(column);
    const outputs = own === undefined ? [] : outputsByName(own);
    if (own !== undefined && outputs.includes(old))
      at(own).outputs = outputs.map((output) => ({ column: output === old ? name : output, output }));
    for (const { node } of infersBelow(column))
      if (isFilledByName(node, old)) at(node).inputs.push({ tensor: old, column: name });
  }
  return [...byNode.values()];
}

function infersBelow(column: CarriedColumn) {
  return consumersOf(column).filter(({ node }) => node.kind === 'infer');
}

/** The tasks whose code sees the column, or makes it. */
export function tasksSeeing({ columns }: SameColumns): string[] {
  const tasks = new Set<string>();
  for (const { column } of columns.values()) {
    if (column.is !== 'carried') continue;
    if (column.flow.nodes.get(column.stream)?.kind === 'task') tasks.add(column.stream);
    for (const { node } of consumersOf(column)) if (node.kind === 'task') tasks.add(node.name);
  }
  return [...tasks];
}

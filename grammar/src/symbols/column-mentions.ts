/** All places where the texts of a project name the same column, and the column that a word names. */
import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { flowOf } from '../analysis/nodes-of.ts';
import * as ast from '../generated/ast.ts';
import { type ColumnSymbol, columnKey, declared } from './column.ts';
import type { SameColumns } from './follow-column.ts';
import type { Mention } from './mention.ts';
import { type ProjectTexts, placed } from './project-texts.ts';
import { mentionsIn } from './statement-mentions.ts';
import { mentionsInTest } from './test-mentions.ts';

export interface NamedMention extends Mention {
  /** What it is to be called. */
  name: string;
}

/** In no certain order; an item that is a name alone comes twice, for what comes in and for what goes out. */
export function mentionsOf({ columns }: SameColumns, project: ProjectTexts): NamedMention[] {
  const tested = new Map<FlowAnalysis, MentionsByColumn>();
  return [...columns].flatMap(([key, { column, name }]) => {
    if (column.is === 'declared') return [{ ...declarationOf(column.field), name }];
    const { flow } = column;
    const inTests = tested.get(flow) ?? byColumn(project.testsOf(flow.flow).flatMap(mentionsInTest));
    tested.set(flow, inTests);
    const mentions = [...(mentionsInFlow(flow).get(key) ?? []), ...(inTests.get(key) ?? [])];
    return mentions.map((mention) => ({ ...mention, name }));
  });
}

function declarationOf(field: ast.FieldDeclaration): Mention {
  return { place: { node: field, property: 'name' }, column: declared(field), isDeclaration: true };
}

type MentionsByColumn = ReadonlyMap<string, readonly Mention[]>;

const known = new WeakMap<FlowAnalysis, MentionsByColumn>();

function mentionsInFlow(flow: FlowAnalysis): MentionsByColumn {
  const remembered = known.get(flow);
  if (remembered !== undefined) return remembered;
  const mentions = byColumn([...flow.nodes.values()].flatMap((node) => mentionsIn(flow, node)));
  known.set(flow, mentions);
  return mentions;
}

function byColumn(mentions: readonly Mention[]): MentionsByColumn {
  const lists = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const key = columnKey(mention.column);
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(mention);
  }
  return lists;
}

/** A word as the tree has it. */
export interface Word {
  node: AstNode;
  property: string | undefined;
  offset: number;
  end: number;
}

/** The columns that a word names; of an item that is a name alone the one that comes in is the first. */
export function columnsAt(word: Word, offsetInQuery?: number): ColumnSymbol[] {
  const { node, property } = word;
  if (ast.isFieldDeclaration(node)) return property === 'name' && isColumn(node) ? [declared(node)] : [];
  const mentions = mentionsNear(node).filter(({ place }) => place.node === node && place.property === property);
  const here = mentions.filter((mention) => isAt(mention, word, offsetInQuery));
  return here.map(({ column }) => column);
}

/** The fields of a contract are inputs and outputs of a model. */
function isColumn(field: ast.FieldDeclaration): boolean {
  return AstUtils.getContainerOfType(field, ast.isContract) === undefined;
}

function mentionsNear(node: AstNode): readonly Mention[] {
  const test = AstUtils.getContainerOfType(node, ast.isTest);
  if (test !== undefined) return mentionsInTest(test);
  const statement = AstUtils.getContainerOfType(node, ast.isNode);
  const flow = statement && flowOf(statement);
  const [found] = statement === undefined || flow === undefined ? [] : placed(statement);
  return found === undefined || flow === undefined ? [] : mentionsIn(analyzeFlow(flow), found.node);
}

function isAt({ place, inQuery }: Mention, word: Word, offsetInQuery: number | undefined): boolean {
  if (inQuery !== undefined)
    return offsetInQuery !== undefined && inQuery.offset <= offsetInQuery && offsetInQuery <= inQuery.end;
  if (place.index === undefined || !ast.isAllItem(place.node)) return true;
  return place.node.except[place.index] !== undefined && indexOfWord(place.node, word) === place.index;
}

function indexOfWord(item: ast.AllItem, { offset }: Word): number {
  const names = GrammarUtils.findNodesForProperty(item.$cstNode, 'except');
  return names.findIndex((name) => name.offset <= offset && offset < name.end);
}

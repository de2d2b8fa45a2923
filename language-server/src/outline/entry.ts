/** What has a name in a file, as outlines and searches show it: with its kind, a few words, and what it holds. */
import * as ast from '@millrace/grammar/syntax';
import { type CstNode, GrammarUtils } from 'langium';
import { SymbolKind } from 'vscode-languageserver';
import { detailOf } from './detail-of.ts';
import type { Named } from './named.ts';

export interface Entry {
  node: Named;
  name: string;
  kind: SymbolKind;
  detail: string | undefined;
  /** The words of the name. */
  place: CstNode;
  isDeprecated: boolean;
}

/** undefined for what has lost its name in a damaged text. */
export function entryOf(node: Named): Entry | undefined {
  const property = ast.isTest(node) || ast.isGroup(node) ? 'title' : ast.isProperty(node) ? 'key' : 'name';
  const place = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  const name = ast.isTest(node) || ast.isGroup(node) ? node.title : ast.isProperty(node) ? node.key : node.name;
  if (!name || place === undefined) return undefined;
  const isDeprecated = ast.isFieldDeclaration(node) && node.annotations.some((one) => one.name === 'deprecated');
  return { node, name, kind: symbolKind(node), detail: detailOf(node), place, isDeprecated };
}

/** The parts that have names of their own: of a node the columns and ports that it makes. */
export function partsOf(node: Named): Named[] {
  if (ast.isFlow(node)) return [...node.parameters, ...node.statements];
  if (ast.isGroup(node)) return node.statements;
  if (ast.isSchema(node)) return node.body?.fields ?? [];
  if (ast.isSelectNode(node)) return node.items.filter(ast.isFieldItem).filter(({ value }) => value !== undefined);
  if (ast.isAggregateNode(node)) return node.items;
  if (ast.isRouteNode(node)) return node.ports;
  if (ast.isReviewNode(node))
    return node.properties.filter(ast.isAskProperty).flatMap(({ record }) => record?.fields ?? []);
  return ast.isInferNode(node) ? outputsOf(node) : [];
}

function outputsOf({ properties }: ast.InferNode): ast.Property[] {
  const outputs = properties?.properties.find(({ key }) => key === 'outputs')?.value;
  return ast.isObjectLiteral(outputs) ? outputs.properties : [];
}

const kinds: Readonly<Record<string, SymbolKind>> = {
  Dataset: SymbolKind.Array,
  FieldDeclaration: SymbolKind.Field,
  FieldItem: SymbolKind.Field,
  Flow: SymbolKind.Module,
  Group: SymbolKind.Namespace,
  Model: SymbolKind.Class,
  Parameter: SymbolKind.Variable,
  Port: SymbolKind.Event,
  Property: SymbolKind.Field,
  Schedule: SymbolKind.Event,
  Schema: SymbolKind.Struct,
  Test: SymbolKind.Method,
  Trigger: SymbolKind.Event,
};

function symbolKind({ $type }: Named): SymbolKind {
  return kinds[$type] ?? SymbolKind.Function;
}

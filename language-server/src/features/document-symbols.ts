/** The outline: declarations with their nodes and fields. */

import * as ast from '@millrace/grammar/syntax';
import { GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { kindOf } from '../catalogue/spec-at.ts';

type Symbolic = ast.Declaration | ast.Statement | ast.FieldDeclaration;

export class FlowDocumentSymbols implements DocumentSymbolProvider {
  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    return (document.parseResult.value as ast.FlowFile).declarations.flatMap(symbolsOf);
  }
}

/** None for what has lost its name in a damaged text. */
function symbolsOf(node: Symbolic): DocumentSymbol[] {
  const property = ast.isTest(node) || ast.isGroup(node) ? 'title' : 'name';
  const name = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  const text = ast.isTest(node) || ast.isGroup(node) ? node.title : node.name;
  if (!text || node.$cstNode === undefined || name === undefined) return [];
  return [
    {
      name: text,
      detail: detailOf(node),
      kind: symbolKind(node),
      range: node.$cstNode.range,
      selectionRange: name.range,
      children: childrenOf(node).flatMap(symbolsOf),
    },
  ];
}

function childrenOf(node: Symbolic): Symbolic[] {
  if (ast.isFlow(node) || ast.isGroup(node)) return node.statements;
  if (ast.isSchema(node)) return node.body?.fields ?? [];
  return [];
}

function detailOf(node: Symbolic): string | undefined {
  if (ast.isFieldDeclaration(node)) return node.type?.$cstNode?.text;
  return ast.isNode(node) ? kindOf(node) : node.$type.toLowerCase();
}

function symbolKind(node: Symbolic): SymbolKind {
  if (ast.isFlow(node)) return SymbolKind.Module;
  if (ast.isSchema(node)) return SymbolKind.Struct;
  if (ast.isModel(node)) return SymbolKind.Class;
  if (ast.isDataset(node)) return SymbolKind.Array;
  if (ast.isGroup(node)) return SymbolKind.Namespace;
  if (ast.isTest(node)) return SymbolKind.Method;
  if (ast.isSchedule(node) || ast.isTrigger(node)) return SymbolKind.Event;
  return ast.isNode(node) ? SymbolKind.Function : SymbolKind.Field;
}

/**
 * Go to type definition: of a node or stream the schema of its records, of a column the schema that it is or that declares it, of
 * an infer the model, of a use the flow. What makes records of its own kind is its own type.
 */
import { definitionsOf, type NamedSymbol } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { TypeDefinitionProvider } from 'langium/lsp';
import type { LocationLink, TypeDefinitionParams } from 'vscode-languageserver';
import { wordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { linkToNode } from '../navigation/link-to.ts';
import { symbolAtOffset } from '../symbols/symbol-at.ts';

export class FlowTypeDefinitions implements TypeDefinitionProvider {
  getTypeDefinition(document: LangiumDocument, { position }: TypeDefinitionParams): LocationLink[] | undefined {
    const offset = document.textDocument.offsetAt(position);
    const word = wordInTree(document, offset);
    if (word === undefined) return undefined;
    const symbol = symbolAtOffset(document, offset)?.symbol;
    const types = symbol === undefined ? typesOf(referencedBy(word)) : typesOfSymbol(symbol);
    const links = types.map((type) => linkToNode(word.range, type)).filter((link) => link !== undefined);
    return links.length > 0 ? links : undefined;
  }
}

function typesOfSymbol(symbol: NamedSymbol): AstNode[] {
  switch (symbol.is) {
    case 'column':
      return definitionsOf(symbol.column).flatMap(({ place }) => typesOfField(place.node));
    case 'stream':
      return typesOf(symbol.stream);
    case 'port':
      return typesOf(symbol.port.$container);
    case 'tensor':
      return [symbol.tensor.model];
    case 'parameter':
      return [];
  }
}

/** The record that the field is, else the one that it is declared in. */
function typesOfField(place: AstNode): AstNode[] {
  if (!ast.isFieldDeclaration(place)) return [];
  const schema = schemaOf(place.type) ?? AstUtils.getContainerOfType(place, ast.isSchema);
  return schema === undefined ? [] : [schema];
}

function schemaOf(type: ast.TypeExpression | undefined): ast.Schema | undefined {
  return ast.isSchemaReference(type?.base) ? type.base.schema?.ref : undefined;
}

/** What passes records on as they are has the type of what it reads; in a circle nothing has. */
function typesOf(target: AstNode | undefined, seen: ReadonlySet<AstNode> = new Set()): AstNode[] {
  if (target === undefined || seen.has(target)) return [];
  const inner = new Set([...seen, target]);
  switch (target.$type) {
    case 'ReadNode': {
      const { type, source } = target as ast.ReadNode;
      return declaredType(type ?? source?.dataset?.ref?.type);
    }
    case 'TaskNode':
      return declaredType((target as ast.TaskNode).type);
    case 'Parameter':
      return declaredType((target as ast.Parameter).type);
    case 'Dataset':
      return declaredType((target as ast.Dataset).type);
    case 'FilterNode':
    case 'RouteNode':
    case 'ReviewNode':
      return typesOf((target as ast.FilterNode).input?.node?.ref, inner);
    case 'WriteNode': {
      const { target: sink, input } = target as ast.WriteNode;
      return sink?.dataset?.ref === undefined ? typesOf(input?.node?.ref, inner) : typesOf(sink.dataset.ref, inner);
    }
    case 'InferNode':
      return present((target as ast.InferNode).model?.ref);
    case 'UseNode':
      return present((target as ast.UseNode).run?.flow?.ref);
    default:
      return [target];
  }
}

function declaredType(type: ast.TypeExpression | undefined): AstNode[] {
  return present(schemaOf(type) ?? type);
}

function present(node: AstNode | undefined): AstNode[] {
  return node === undefined ? [] : [node];
}

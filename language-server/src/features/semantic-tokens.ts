/** Colours that need more than the syntax: a name in an expression is a field, a parameter or a word of an enumeration. */
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import { typeAtPath } from '../completion/input-record.ts';
import { flowAround } from '../cursor/flow-around.ts';

/** Token types of words that mean the same wherever they stand, by type of node and property. */
const fixed: Readonly<Record<string, Record<string, SemanticTokenTypes>>> = {
  Annotation: { name: SemanticTokenTypes.decorator },
  Argument: { name: SemanticTokenTypes.property },
  Call: { function: SemanticTokenTypes.function },
  FieldDeclaration: { name: SemanticTokenTypes.property },
  FieldItem: { name: SemanticTokenTypes.property },
  InferNode: { model: SemanticTokenTypes.class },
  Input: { node: SemanticTokenTypes.variable, port: SemanticTokenTypes.event },
  Member: { field: SemanticTokenTypes.property },
  Model: { name: SemanticTokenTypes.class },
  Output: { node: SemanticTokenTypes.variable },
  Parameter: { name: SemanticTokenTypes.parameter },
  Property: { key: SemanticTokenTypes.property },
  ScalarReference: { name: SemanticTokenTypes.type },
  Schema: { name: SemanticTokenTypes.struct, bases: SemanticTokenTypes.struct },
  SchemaReference: { schema: SemanticTokenTypes.struct },
};

export class FlowSemanticTokens extends AbstractSemanticTokenProvider {
  protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
    if (ast.isReference(node)) accept({ node, property: 'name', type: typeOfName(node) });
    else if (ast.isNode(node)) {
      accept({
        node,
        property: 'name',
        type: SemanticTokenTypes.variable,
        modifier: SemanticTokenModifiers.declaration,
      });
    }
    for (const [property, type] of Object.entries(fixed[node.$type] ?? {})) {
      accept({ node, property: property as never, type });
    }
  }
}

function typeOfName(reference: ast.Reference): SemanticTokenTypes {
  const around = flowAround(reference);
  if (typeAtPath(around?.node?.scope, [reference.name]) !== undefined) return SemanticTokenTypes.property;
  if (around?.flow.parameters.has(reference.name)) return SemanticTokenTypes.parameter;
  return SemanticTokenTypes.enumMember;
}

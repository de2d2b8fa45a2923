/**
 * The colour of a name: by the type of its node and the property, where that says enough, else by what the analysis knows of it. A
 * name in an expression is a field, a parameter, a node or a word of an enumeration.
 */
import { connectors, type Field, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import { pathOf } from '../completion/input-record.ts';
import { flowAround } from '../cursor/flow-around.ts';
import type { Colour, TokenModifier, TokenType } from './token.ts';

const { declaration, defaultLibrary, readonly } = SemanticTokenModifiers;
const { class: classType, decorator, enumMember, event, function: functionType } = SemanticTokenTypes;
const { parameter, property, struct, type, typeParameter, variable } = SemanticTokenTypes;

const declared = (of: TokenType): Colour => ({ type: of, modifiers: [declaration] });

/** Words that mean the same wherever they stand. */
const fixed: Readonly<Record<string, Colour>> = {
  'Annotation.name': { type: decorator },
  'Argument.name': { type: parameter },
  'AskProperty.key': { type: property },
  'Call.function': { type: functionType, modifiers: [defaultLibrary] },
  'Dataset.name': declared(classType),
  'Dimension.symbol': { type: typeParameter },
  'Flow.name': declared(functionType),
  'FlowRun.flow': { type: functionType },
  'InferNode.model': { type: classType },
  'Input.port': { type: event },
  'Input.subport': { type: event },
  'Model.name': declared(classType),
  'Output.node': { type: variable },
  'Port.name': declared(event),
  'Property.key': { type: property },
  'ScalarReference.name': { type, modifiers: [defaultLibrary] },
  'Schedule.name': declared(event),
  'Schema.bases': { type: struct },
  'Schema.name': declared(struct),
  'SchemaReference.schema': { type: struct },
  'SpreadItem.prefix': { type: property },
  'TaskNode.after': { type: variable },
  'TaskNode.model': { type: classType },
  'TestClause.port': { type: event },
  'Trigger.name': declared(event),
};

export function colourOfName(node: AstNode, feature: string, text: string): Colour | undefined {
  if (ast.isNode(node) && feature === 'name') return declared(variable);
  if (ast.isParameter(node) && feature === 'name') return declaredParameter(node);
  if (ast.isFieldDeclaration(node) && feature === 'name') return declaredField(node);
  if (ast.isFieldItem(node) && feature === 'name') return colourOfItem(node);
  if (ast.isAllItem(node) && feature === 'except') return fieldColour(fieldAt(scopeOf(node), [text]));
  if (ast.isReference(node)) return colourOfReference(node);
  if (ast.isMember(node) && feature === 'field') return fieldColour(fieldAt(scopeOf(node), pathOf(node)));
  return fixed[`${node.$type}.${feature}`] ?? colourOfLink(node, feature);
}

/** Words that lead somewhere, by where they lead. */
function colourOfLink(node: AstNode, feature: string): Colour | undefined {
  if (ast.isInput(node) && feature === 'node') return colourOfStream(node.node?.ref);
  if (ast.isTestClause(node) && feature === 'node') return colourOfStream(node.node?.ref);
  if (ast.isSource(node) && feature === 'dataset') {
    const isConnector = connectors.some(({ name }) => name === node.dataset?.$refText);
    return isConnector ? { type: functionType, modifiers: [defaultLibrary] } : { type: classType };
  }
  if (!ast.isImportedSymbol(node) || feature !== 'declaration') return undefined;
  const target = node.declaration?.ref;
  if (ast.isSchema(target)) return { type: struct };
  return ast.isFlow(target) ? { type: functionType } : { type: classType };
}

function colourOfStream(stream: AstNode | undefined): Colour {
  return { type: ast.isParameter(stream) ? parameter : variable };
}

function declaredParameter({ isStream }: ast.Parameter): Colour {
  return { type: parameter, modifiers: isStream ? [declaration] : [declaration, readonly] };
}

function declaredField({ annotations }: ast.FieldDeclaration): Colour {
  const names = new Set(annotations.map(({ name }) => name));
  const marked = rulesOf({ deprecated: names.has('deprecated'), pii: names.has('pii') || names.has('sensitive') });
  return { type: property, modifiers: [declaration, ...marked] };
}

/** A computed item makes a column of its name; the others name one that comes in. */
function colourOfItem(item: ast.FieldItem): Colour {
  const node = flowAround(item)?.node;
  if (item.value === undefined) return fieldColour(fieldAt(node?.scope, [item.name]));
  const { modifiers = [] } = fieldColour(fieldAt(node?.output, [item.name]));
  return { type: property, modifiers: [declaration, ...modifiers] };
}

function colourOfReference(reference: ast.Reference): Colour {
  const around = flowAround(reference);
  const field = fieldAt(around?.node?.scope, [reference.name]);
  if (field !== undefined) return fieldColour(field);
  if (around?.flow.parameters.has(reference.name)) return { type: parameter, modifiers: [readonly] };
  if (around?.node?.inputs.some(({ from }) => from === reference.name)) return { type: variable };
  return { type: enumMember };
}

function scopeOf(place: AstNode): RecordType | undefined {
  return flowAround(place)?.node?.scope;
}

function fieldAt(record: RecordType | undefined, path: readonly string[] | undefined): Field | undefined {
  let field: Field | undefined;
  let inside = record;
  for (const name of path ?? []) {
    field = inside?.fields.find((one) => one.name === name);
    inside = field?.type.kind === 'record' ? field.type : undefined;
  }
  return field;
}

function fieldColour(field: Field | undefined): Colour {
  const { deprecated, pii, sensitive } = field?.rules ?? {};
  return {
    type: property,
    modifiers: rulesOf({ deprecated: deprecated !== undefined, pii: pii || sensitive !== undefined }),
  };
}

function rulesOf({ deprecated, pii }: { deprecated: boolean; pii: boolean }): TokenModifier[] {
  return [...(deprecated ? [SemanticTokenModifiers.deprecated as const] : []), ...(pii ? ['sensitive' as const] : [])];
}

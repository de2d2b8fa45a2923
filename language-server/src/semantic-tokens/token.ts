/** What a token can be. The order of the words is the legend that the client is told. */
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';

export const tokenTypes = [
  SemanticTokenTypes.class,
  SemanticTokenTypes.comment,
  SemanticTokenTypes.decorator,
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.event,
  SemanticTokenTypes.function,
  SemanticTokenTypes.keyword,
  SemanticTokenTypes.number,
  SemanticTokenTypes.operator,
  SemanticTokenTypes.parameter,
  SemanticTokenTypes.property,
  SemanticTokenTypes.string,
  SemanticTokenTypes.struct,
  SemanticTokenTypes.type,
  SemanticTokenTypes.typeParameter,
  SemanticTokenTypes.variable,
] as const;

/** `sensitive` is ours: a column that holds personal or sensitive data. */
export const tokenModifiers = [
  SemanticTokenModifiers.declaration,
  SemanticTokenModifiers.defaultLibrary,
  SemanticTokenModifiers.deprecated,
  SemanticTokenModifiers.readonly,
  'sensitive',
] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

export interface Colour {
  type: TokenType;
  modifiers?: readonly TokenModifier[];
}

/** In offsets of the text; may span lines. */
export interface Token extends Colour {
  from: number;
  to: number;
}

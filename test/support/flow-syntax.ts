/** What a text says, whatever its layout: its tokens, its comments and its tree, to compare texts by. */
import { createFlowServices } from '@millrace/grammar';
import type { FlowFile } from '@millrace/grammar/syntax';
import { type AstNode, EmptyFileSystem, isReference } from 'langium';

export const { flow: flowSyntax } = createFlowServices({ ...EmptyFileSystem, ports: {} });

const parse = (text: string) => flowSyntax.parser.LangiumParser.parse<FlowFile>(text);

export function parses(text: string): boolean {
  const { lexerErrors, parserErrors } = parse(text);
  return lexerErrors.length + parserErrors.length === 0;
}

/** Without commas; a text between `"""` by what it means. */
export function tokensOf(text: string): unknown[] {
  return flowSyntax.parser.Lexer.tokenize(text)
    .tokens.filter(({ image }) => image !== ',')
    .map(({ image }) => (image.startsWith('"""') ? treeOf(`model M { t: ${image} }`) : image));
}

/** Without the white space in them. */
export function commentsOf(text: string): string[] {
  return flowSyntax.parser.Lexer.tokenize(text).hidden.map(({ image }) => image.replace(/\s+/g, ' ').trim());
}

/** Plain data, references by the name they are written with. */
export function treeOf(text: string): unknown {
  return plain(parse(text).value);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (isReference(value)) return { to: value.$refText };
  if (typeof value !== 'object' || value === null) return value;
  const { $type, ...rest } = value as AstNode;
  const own = Object.entries(rest).filter(([key]) => !key.startsWith('$'));
  return { $type, ...Object.fromEntries(own.map(([key, part]) => [key, plain(part)])) };
}

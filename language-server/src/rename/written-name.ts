/**
 * How a name is written where it is to stand: the syntax knows which words may be names there; all others get back-quotes. In a
 * query DuckDB's rules hold, and quotes that were there stay.
 */
import { type SymbolMention, writtenInQuery } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode, LangiumParser } from 'langium';
import { refuse } from './refuse.ts';

export type NameRule = 'SchemaName' | 'Name' | 'KeyName' | 'FieldName';

export class WrittenNames {
  private readonly parser: LangiumParser;
  private readonly known = new Map<string, string>();

  constructor(parser: LangiumParser) {
    this.parser = parser;
  }

  /** The name that was typed, without the quotes that a text or a query puts around it. */
  plain(typed: string): string {
    const plain = typed.trim().replace(/^([`"])(.*)\1$/, '$2');
    if (plain === '' || /[`\r\n]/.test(plain))
      refuse('A name needs at least one character and has no back-quote or line end');
    return plain;
  }

  at({ place: { node, property }, inQuery }: SymbolMention, name: string): string {
    if (inQuery === undefined) return this.as(name, ruleAt(node, property));
    const { parts, index } = inQuery;
    if (parts === undefined || index === undefined) return writtenInQuery(name);
    return writtenInQuery(parts.map((part, at) => (at === index ? name : part)).join('_'));
  }

  as(name: string, rule: NameRule): string {
    const key = `${rule} ${name}`;
    const written = this.known.get(key) ?? (this.isName(name, rule) ? name : `\`${name}\``);
    this.known.set(key, written);
    return written;
  }

  private isName(word: string, rule: NameRule): boolean {
    if (!/^[A-Za-z_]\w*$/.test(word)) return false;
    const { lexerErrors, parserErrors } = this.parser.parse(word, { rule });
    return lexerErrors.length + parserErrors.length === 0;
  }
}

function ruleAt(node: AstNode, property: string | undefined): NameRule {
  if (ast.isFieldItem(node) || ast.isProperty(node) || (ast.isPort(node) && property === 'name')) return 'KeyName';
  const isField = ast.isFieldDeclaration(node) || ast.isMember(node) || ast.isAllItem(node) || ast.isArgument(node);
  return isField || property === 'port' || property === 'subport' ? 'FieldName' : 'Name';
}

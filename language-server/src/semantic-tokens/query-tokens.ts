/**
 * The words of a query. Which of them are tables and columns is known from the inputs of its node; the rest is told by what it looks
 * like, without a parser of SQL.
 */
import { analyzeFlow, flowOf, tableNameOf } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import { SemanticTokenTypes } from 'vscode-languageserver';
import type { Token, TokenType } from './token.ts';

const word =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:''|[^'])*')|(?<quoted>"(?:""|[^"])*")|(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)(?=(?<call>\s*\()|)/g;

const keywords = new Set(
  `all and any anti as asc asof between by case cast cross current desc distinct else end except exclude exists false fetch filter
  first following for from full group grouping having ignore ilike in inner intersect interval into is join last lateral left like
  limit natural not null nulls offset on only or order outer over partition pivot positional preceding qualify range recursive
  replace right row rows sample select semi sets similar some struct then to true unbounded union unnest unpivot using values when
  where window with within`.split(/\s+/),
);

/** How many open the query, and close it. */
const quotes = 3;

interface Known {
  tables: ReadonlySet<string>;
  columns: ReadonlySet<string>;
}

/** `start` is where the literal, its quotes included, stands in the file. */
export function queryTokens(node: ast.SqlNode, literal: string, start: number): Token[] {
  const known = knownTo(node);
  return [...literal.slice(quotes, -quotes).matchAll(word)].flatMap((match) => {
    const type = typeOf(match.groups ?? {}, known);
    const from = start + quotes + match.index;
    return type === undefined ? [] : [{ type, from, to: from + match[0].length }];
  });
}

/** DuckDB does not tell capitals from small letters in names. */
function knownTo(node: ast.SqlNode): Known {
  const flow = flowOf(node);
  const inputs = (flow && analyzeFlow(flow).nodes.get(node.name)?.inputs) ?? [];
  const columns = inputs.flatMap(({ record }) => record?.fields.map(({ name }) => name.toLowerCase()) ?? []);
  const tables = node.inputs.flatMap((input) => tableNameOf(input)?.toLowerCase() ?? []);
  return { tables: new Set(tables), columns: new Set(columns) };
}

function typeOf(groups: Record<string, string | undefined>, { tables, columns }: Known): TokenType | undefined {
  if (groups.comment !== undefined) return SemanticTokenTypes.comment;
  if (groups.text !== undefined) return SemanticTokenTypes.string;
  if (groups.number !== undefined) return SemanticTokenTypes.number;
  const name = (groups.name ?? groups.quoted?.slice(1, -1))?.toLowerCase() ?? '';
  if (groups.name !== undefined && keywords.has(name)) return SemanticTokenTypes.keyword;
  if (groups.call !== undefined) return SemanticTokenTypes.function;
  if (tables.has(name)) return SemanticTokenTypes.variable;
  return columns.has(name) ? SemanticTokenTypes.property : undefined;
}

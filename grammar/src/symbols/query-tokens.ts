/**
 * The words of a query, enough to know where a name stands: DuckDB itself runs in another process and says no positions. Texts,
 * comments and `$tag$` quotes are no words; whatever it cannot read becomes a symbol.
 */
export interface QueryToken {
  kind: 'name' | 'quoted' | 'value' | 'symbol';
  /** As written. */
  text: string;
  /** Of a name what it names, compared without regard to case. */
  name: string;
  offset: number;
  end: number;
}

const pattern = new RegExp(
  [
    String.raw`(?<gap>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<value>[eE]'(?:\\[\s\S]|''|[^'\\])*'?|'(?:''|[^'])*'?|\$(?<tag>[A-Za-z_]*)\$[\s\S]*?(?:\$\k<tag>\$|$)|\d[\w.]*)`,
    '(?<quoted>"(?:""|[^"])*"?)',
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<symbol>[\s\S])`,
  ].join('|'),
  'gu',
);

export function queryTokens(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  for (const match of query.matchAll(pattern)) {
    const { gap, value, quoted, name } = match.groups ?? {};
    if (gap !== undefined) continue;
    const [text] = match;
    const kind =
      value !== undefined ? 'value' : quoted !== undefined ? 'quoted' : name !== undefined ? 'name' : 'symbol';
    tokens.push({ kind, text, name: nameIn(kind, text), offset: match.index, end: match.index + text.length });
  }
  return tokens;
}

function nameIn(kind: QueryToken['kind'], text: string): string {
  if (kind !== 'quoted') return text.toLowerCase();
  return text
    .slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined)
    .replaceAll('""', '"')
    .toLowerCase();
}

/** Words that name nothing where they stand without quotes. */
const keywords = new Set(
  `all and anti any array as asc asof between by case cast collate cross cube current desc describe distinct else end escape
  except exclude exists extract false fetch filter first following for from full glob grouping group groups having ilike in inner intersect interval
  into is isnull join last lateral left like limit materialized natural not notnull null nulls offset on only or order outer
  over partition percent pivot positional preceding qualify range recursive rename replace returning right rollup row rows sample select semi
  sets similar some table tablesample then to true unbounded union unnest unpivot using values when where window with within`.split(
    /\s+/,
  ),
);

export function isKeyword({ kind, name }: QueryToken): boolean {
  return kind === 'name' && keywords.has(name);
}

export function isWord(token: QueryToken | undefined): token is QueryToken {
  return token !== undefined && (token.kind === 'quoted' || (token.kind === 'name' && !keywords.has(token.name)));
}

/** A name as a query writes it. */
export function writtenInQuery(name: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

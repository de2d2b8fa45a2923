/**
 * Which words of a query name tables, columns and results. It knows the clauses of a SELECT and no more: where selects nest,
 * a name of the inner may be one of the outer, and who changes names asks DuckDB whether the query still says the same.
 */
import { isKeyword, isWord, type QueryToken, queryTokens } from './query-tokens.ts';

export interface QueryNames {
  /** Where a table is named: behind FROM and JOIN, and before a dot. */
  tables: QueryToken[];
  /** `a`, `a.b`, `a.b.c`: columns, with the table before them or without. */
  paths: QueryPath[];
  /** What the outermost SELECT gives. */
  items: QueryItem[];
  /** By what else a table is called, in lower case: its name. */
  aliases: ReadonlyMap<string, string>;
  /** In lower case what the query names itself: results, tables by other names, selects behind WITH. */
  given: ReadonlySet<string>;
  /** It has selects inside of selects, or several. */
  isNested: boolean;
  /** It takes columns by names that are alike, or by what a name looks like: which, no word of it says. */
  isByName: boolean;
}

export interface QueryPath {
  parts: QueryToken[];
  clause: Clause;
}

export interface QueryItem {
  /** What names the column; undefined where the query does not name it. */
  name?: QueryToken;
  /** A column alone, named by itself. */
  path?: QueryPath;
  isStar?: true;
}

type Clause = 'select' | 'from' | 'other' | 'order' | 'group';

const clauses: Readonly<Record<string, Clause>> = {
  select: 'select',
  from: 'from',
  join: 'from',
  on: 'other',
  using: 'other',
  where: 'other',
  group: 'group',
  order: 'order',
  having: 'group',
  qualify: 'group',
  limit: 'other',
  union: 'other',
  intersect: 'other',
};

const known = new Map<string, QueryNames>();
const knownMax = 200;

export function queryNames(query: string): QueryNames {
  const remembered = known.get(query);
  if (remembered !== undefined) return remembered;
  const names = new QueryReader(queryTokens(query)).read();
  if (known.size >= knownMax) known.clear();
  known.set(query, names);
  return names;
}

class QueryReader {
  private readonly tokens: QueryToken[];
  private readonly tables: QueryToken[] = [];
  private readonly paths: QueryPath[] = [];
  private readonly items: QueryItem[] = [];
  private readonly aliases = new Map<string, string>();
  private readonly given = new Set<string>();
  private readonly clauses: Clause[] = ['other'];
  private item: { path?: QueryPath; name?: QueryToken; isStar?: true; words: number } | undefined;
  private isListRead = false;
  private isByName = false;
  private selects = 0;
  private lastTable: string | undefined;

  constructor(tokens: QueryToken[]) {
    this.tokens = tokens;
  }

  read(): QueryNames {
    for (let index = 0; index < this.tokens.length; index++) index = this.readAt(index);
    this.endItem();
    const { tables, paths, items, aliases, given, selects } = this;
    return { tables, paths, items, aliases, given, isNested: selects > 1, isByName: this.isByName };
  }

  /** The index of the last token that was read. */
  private readAt(index: number): number {
    const token = this.tokens[index] as QueryToken;
    if (this.isTakenByName(token, this.tokens[index + 1])) this.isByName = true;
    if (token.kind === 'symbol') this.readSymbol(token);
    else if (isKeyword(token)) this.readKeyword(token);
    else if (isWord(token)) return this.readName(index);
    else if (this.isInList) this.count();
    return index;
  }

  private isTakenByName({ kind, name }: QueryToken, next: QueryToken | undefined): boolean {
    if (kind !== 'name') return false;
    if (['natural', 'pivot', 'pivot_wider', 'pivot_longer', 'unpivot'].includes(name)) return true;
    return (
      (name === 'columns' && next?.text === '(') || (name === 'by' && next?.kind === 'name' && next.name === 'name')
    );
  }

  private get clause(): Clause {
    return this.clauses.at(-1) ?? 'other';
  }

  /** In the list of the outermost SELECT, not inside of its brackets. */
  private get isInList(): boolean {
    return this.clauses.length === 1 && this.clause === 'select' && !this.isListRead;
  }

  private readSymbol({ text }: QueryToken): void {
    if (this.isInList) {
      if (text === ',') this.nextItem();
      else if (text === '*' && this.item?.words === 0) this.item = { isStar: true, words: 0 };
      else this.count();
    }
    if (text === '(' || text === '[') this.clauses.push('other');
    else if ((text === ')' || text === ']') && this.clauses.length > 1) this.clauses.pop();
    else if (text === ',' && this.clause === 'from') this.lastTable = undefined;
  }

  private readKeyword({ name }: QueryToken): void {
    const next = Object.hasOwn(clauses, name) ? clauses[name] : undefined;
    if (next === undefined) {
      if (this.isInList && !['distinct', 'all', 'as', 'exclude', 'replace', 'rename'].includes(name)) this.count();
      return;
    }
    if (name === 'select') this.selects += 1;
    if (this.clauses.length === 1) this.turnList(name);
    this.lastTable = undefined;
    // What a window or an aggregate is ordered by is a column, as anywhere in an expression.
    const isInside = this.clauses.length > 1 && (next === 'order' || next === 'group');
    this.clauses[this.clauses.length - 1] = isInside ? 'other' : next;
  }

  private turnList(keyword: string): void {
    if (keyword === 'select') this.item = { words: 0 };
    else if (this.item !== undefined) this.endItem();
    else return;
    if (keyword !== 'select') this.isListRead = true;
  }

  private nextItem(): void {
    this.endItem();
    this.item = { words: 0 };
  }

  private endItem(): void {
    if (this.item === undefined || this.isListRead) return;
    const { path, name, isStar, words } = this.item;
    const own = words === 1 && path !== undefined && name === undefined ? path : undefined;
    const named = name ?? own?.parts.at(-1);
    this.items.push({ ...(named && { name: named }), ...(own && { path: own }), ...(isStar && { isStar }) });
    this.item = undefined;
  }

  private count(): void {
    if (this.item !== undefined) this.item.words += 1;
  }

  private readName(index: number): number {
    const parts = this.pathFrom(index);
    const last = index + 2 * parts.length - 2;
    const [before, after] = [this.tokens[index - 1], this.tokens[last + 1]];
    if (after?.name === 'as' && this.tokens[last + 2]?.text === '(') this.given.add(parts[0]?.name ?? '');
    if (after?.text === '(' && parts.length === 1) this.count();
    else if (isAlias(before)) this.readAlias(parts[0] as QueryToken);
    else if (after?.text === '.' && this.tokens[last + 2]?.text === '*') this.readTableStar(parts[0] as QueryToken);
    else if (before?.text === ':' && this.tokens[index - 2]?.text === ':') this.count();
    else if (this.clause === 'from') this.readTable(parts);
    else this.readPath(parts);
    return last;
  }

  private pathFrom(index: number): QueryToken[] {
    const parts = [this.tokens[index] as QueryToken];
    for (let at = index + 1; this.tokens[at]?.text === '.' && isWord(this.tokens[at + 1]); at += 2)
      parts.push(this.tokens[at + 1] as QueryToken);
    return parts;
  }

  private readAlias(token: QueryToken): void {
    this.given.add(token.name);
    if (this.clause === 'from' && this.lastTable !== undefined) this.aliases.set(token.name, this.lastTable);
    else if (this.isInList && this.item !== undefined) this.item.name = token;
  }

  private readTableStar(table: QueryToken): void {
    this.tables.push(table);
    if (this.isInList && this.item !== undefined) this.item.isStar = true;
  }

  private readTable(parts: QueryToken[]): void {
    const [table] = parts as [QueryToken];
    this.lastTable = table.name;
    this.tables.push(table);
  }

  private readPath(parts: QueryToken[]): void {
    const path = { parts, clause: this.clause };
    this.paths.push(path);
    if (!this.isInList || this.item === undefined) return;
    this.count();
    this.item.path = path;
  }
}

/** Behind AS, and behind what ends an expression or a table. */
function isAlias(before: QueryToken | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === 'value' || before.kind === 'quoted') return true;
  if (before.kind === 'name') return !isKeyword(before) || before.name === 'as' || before.name === 'end';
  return before.text === ')' || before.text === ']';
}

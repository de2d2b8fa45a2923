/**
 * Completion in a query, by its words alone: tables behind FROM and JOIN, columns of a table behind its dot, else the columns of the
 * tables that the query names, functions, and the words that go on.
 */
import {
  printType,
  type QueryToken,
  queryNames,
  queryTokens,
  type RecordType,
  writtenInQuery,
} from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { fenced } from '../../markdown/fenced.ts';
import type { FlowLanguageServices } from '../../services.ts';
import { typeAtPath } from '../input-record.ts';
import type { Offer, Proposal } from '../proposal.ts';
import { type QueryAt, type QueryTable, queryAt } from './query-at.ts';
import { queryFunctions, queryTypes, wordsBehind } from './query-words.ts';

export function offerInQuery(
  services: FlowLanguageServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): Offer | undefined {
  const query = queryAt(services, document, offset);
  if (query === undefined) return undefined;
  const [typed = ''] = /"?[\p{L}\p{N}_$]*$/u.exec(query.before) ?? [];
  const [rest = ''] = /^[\p{L}\p{N}_$]*/u.exec(query.after) ?? [];
  const head = query.before.slice(0, query.before.length - typed.length);
  const isNone = query.tables.length === 0 || isInTextOrComment(head);
  return { start: offset - typed.length, end: offset + rest.length, proposals: isNone ? [] : proposalsIn(query, head) };
}

/** What ends inside of a text or a comment is one token, or a comment that goes on to the end. */
function isInTextOrComment(head: string): boolean {
  const last = queryTokens(`${head}\u0001`).at(-1);
  return last?.text !== '\u0001';
}

function proposalsIn(query: QueryAt, head: string): Proposal[] {
  const tokens = queryTokens(head);
  const before = tokens.at(-1);
  const scope = new QueryScope(query, head);
  if (before?.text === '.') return membersOf(pathBefore(tokens), scope);
  if (before?.text === ':' || (before?.name === 'as' && isInCast(tokens))) return queryTypes;
  const clause = clauseOf(tokens);
  const words = wordsBehind(tokens, clause, /^\s*(?:select|with|from)\b/.test(query.before));
  if (isAliasPlace(before)) return [];
  if (clause === 'from' && isTablePlace(before)) return [...scope.tableProposals(), ...words];
  if (clause === undefined) return words;
  if (isValuePlace(before)) return [...scope.columnProposals(clause), ...queryFunctions, ...words];
  return words;
}

/** Behind AS stands a new name. */
function isAliasPlace(before: QueryToken | undefined): boolean {
  return before?.kind === 'name' && before.name === 'as';
}

function isTablePlace(before: QueryToken | undefined): boolean {
  return before !== undefined && ['from', 'join', ',', '('].includes(before.text.toLowerCase());
}

/** Where a value may begin: not directly behind one. */
function isValuePlace(before: QueryToken | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === 'symbol') return before.text !== ')' && before.text !== ']';
  return before.kind === 'name' && valueOpeners.has(before.name);
}

const valueOpeners = new Set(
  'select distinct where and or not on having by when then else case in between like ilike using filter all qualify interval'.split(
    ' ',
  ),
);

function isInCast(tokens: readonly QueryToken[]): boolean {
  const open = tokens.findLastIndex(({ text }) => text === '(');
  return ['cast', 'try_cast'].includes(tokens[open - 1]?.name ?? '');
}

/** The clause that the end is in, of the select around it. */
function clauseOf(tokens: readonly QueryToken[]): string | undefined {
  let depth = 0;
  for (const { text, kind, name } of tokens.toReversed()) {
    if (text === ')') depth++;
    else if (text === '(') depth = Math.max(0, depth - 1);
    else if (depth === 0 && kind === 'name' && clauseWords.has(name)) return name === 'join' ? 'from' : name;
  }
  return undefined;
}

const clauseWords = new Set(
  'select from join on where group order having qualify limit offset using window'.split(' '),
);

/** `a.b.` as ["a", "b"]. */
function pathBefore(tokens: readonly QueryToken[]): QueryToken[] {
  const path: QueryToken[] = [];
  for (let at = tokens.length - 2; at >= 0; at -= 2) {
    const token = tokens[at] as QueryToken;
    if (token.kind !== 'name' && token.kind !== 'quoted') break;
    path.unshift(token);
    if (tokens[at - 1]?.text !== '.') break;
  }
  return path;
}

function membersOf([first, ...rest]: readonly QueryToken[], scope: QueryScope): Proposal[] {
  if (first === undefined) return [];
  const table = scope.tableCalled(first.name);
  const records =
    table === undefined ? scope.used.map(({ record }) => inner(record, [first, ...rest])) : [inner(table.record, rest)];
  return fieldsOf(records.find((record) => record !== undefined));
}

function inner(record: RecordType | undefined, path: readonly QueryToken[]): RecordType | undefined {
  let at = record;
  for (const { name } of path) {
    const field = at?.fields.find((one) => one.name.toLowerCase() === name)?.name;
    const type = field === undefined ? undefined : typeAtPath(at, [field]);
    at = type?.kind === 'record' ? type : undefined;
  }
  return at;
}

function fieldsOf(record: RecordType | undefined): Proposal[] {
  return (record?.fields ?? []).map(({ name, type, doc }) =>
    column(name, printType(type), type.kind === 'record', doc),
  );
}

function column(name: string, detail: string, hasMembers: boolean, doc?: string): Proposal {
  const label = writtenInQuery(name);
  return {
    label,
    kind: CompletionItemKind.Field,
    detail,
    doc,
    rank: 1,
    ...(label !== name && { filter: name }),
    ...(hasMembers && { hasMembers }),
  };
}

/** The tables that a query may name, and those that it does. */
class QueryScope {
  private readonly tables: QueryTable[];
  private readonly aliases: ReadonlyMap<string, string>;
  private readonly given: ReadonlySet<string>;
  private readonly results: string[];
  readonly used: QueryTable[];

  constructor({ tables, after }: QueryAt, head: string) {
    const names = queryNames(`${head} ${after}`);
    const named = new Set(names.tables.map(({ name }) => name));
    this.tables = tables;
    this.aliases = names.aliases;
    this.given = names.given;
    this.results = names.items.flatMap(({ name, path }) =>
      name !== undefined && path === undefined ? [name.text] : [],
    );
    const used = tables.filter(({ name }) => named.has(name.toLowerCase()));
    this.used = used.length === 0 ? tables : used;
  }

  tableCalled(name: string): QueryTable | undefined {
    const wanted = this.aliases.get(name) ?? name;
    return this.tables.find((one) => one.name.toLowerCase() === wanted);
  }

  tableProposals(): Proposal[] {
    const selects = [...this.given].filter((name) => !this.aliases.has(name) && !this.results.includes(name));
    return [
      ...this.tables.map(({ name, record }) => ({
        label: writtenInQuery(name),
        kind: CompletionItemKind.Struct,
        detail: record?.name ?? 'input',
        doc: record && fenced(printType({ ...record, nullable: false })),
        rank: 1,
      })),
      ...selects.map((name) => ({
        label: writtenInQuery(name),
        kind: CompletionItemKind.Struct,
        detail: 'select',
        rank: 2,
      })),
    ];
  }

  columnProposals(clause: string): Proposal[] {
    const results = clause === 'order' || clause === 'group' || clause === 'having' || clause === 'qualify';
    return [
      ...(results
        ? this.results.map((name) => ({ ...column(name.replaceAll('"', ''), 'result', false), rank: 0.5 }))
        : []),
      ...this.used.flatMap((table) => this.columnsOf(table)),
      ...(this.used.length > 1 ? this.used.map((table) => this.tableBefore(table)) : []),
    ];
  }

  /** A column that several tables have is written with its table. */
  private columnsOf({ name, record }: QueryTable): Proposal[] {
    const others = this.used.filter((table) => table.name !== name).flatMap((table) => table.record?.fields ?? []);
    const shared = new Set(others.map((field) => writtenInQuery(field.name)));
    const table = this.calledAs(name);
    return fieldsOf(record).map((field) =>
      shared.has(field.label) ? { ...field, label: `${table}.${field.label}` } : field,
    );
  }

  private tableBefore({ name }: QueryTable): Proposal {
    return { label: this.calledAs(name), kind: CompletionItemKind.Struct, detail: 'table', rank: 2, hasMembers: true };
  }

  /** By its other name, where it has one. */
  private calledAs(name: string): string {
    const alias = [...this.aliases].find(([, table]) => table === name.toLowerCase())?.[0];
    return writtenInQuery(alias ?? name);
  }
}

/** What the names in a query are columns of: of which input, and of its own result. */
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import * as ast from '../generated/ast.ts';
import { tableNameOf } from '../sql/table-name.ts';
import type { RecordType } from '../types/type.ts';
import { fieldIn } from './column.ts';
import { type QueryItem, type QueryNames, type QueryPath, queryNames } from './query-names.ts';
import type { QueryToken } from './query-tokens.ts';

type Path = readonly string[];

export interface QueryColumn {
  token: QueryToken;
  /** A column of an input; of the result where there is none. */
  input?: number;
  path: Path;
  /** It says what the column of the result is called. */
  isName?: true;
}

export interface QueryLink {
  input: number;
  from: Path;
  to: Path;
}

interface Table {
  input: number;
  name: string;
  record: RecordType;
}

export class QueryColumns {
  readonly names: QueryNames;
  private readonly tables: Table[];
  private readonly node: NodeAnalysis;

  constructor(node: NodeAnalysis, query: ast.SqlNode) {
    this.node = node;
    this.names = queryNames(query.query ?? '');
    this.tables = query.inputs.flatMap((one, input) => {
      const [name, record] = [tableNameOf(one)?.toLowerCase(), node.inputs[input]?.record];
      return name === undefined || record === undefined ? [] : [{ input, name, record }];
    });
  }

  /** Every word that names a column, one that may be of several tables for each of them. */
  all(): QueryColumn[] {
    return [...this.names.paths.flatMap((path) => this.columnsAt(path)), ...this.resultNames()];
  }

  /** Columns of the result that have the name of a column because they are that column. */
  links(): QueryLink[] {
    return this.names.items.flatMap((item) => (item.isStar ? this.starLinks() : this.itemLinks(item)));
  }

  /** Whether the words alone tell what the query does with a column, so that DuckDB need not be asked. */
  isPlain(input: number, [name = '']: Path): boolean {
    if (this.names.isNested || this.names.items.some(({ isStar }) => isStar)) return false;
    const tables = this.tables.filter(({ record }) => fieldNamed(record, name) !== undefined);
    return tables.every((table) => table.input === input) && this.links().every(({ from }) => from[0] !== name);
  }

  /** Whether the query says the name at all, or takes every column. */
  speaksOf([name = '']: Path): boolean {
    const isSaid = this.names.paths.some(({ parts }) => parts.some((part) => part.name === name.toLowerCase()));
    return isSaid || this.names.items.some(({ isStar }) => isStar) || this.names.isNested;
  }

  private columnsAt(path: QueryPath): QueryColumn[] {
    const result = path.parts.length === 1 ? this.resultNamed(path) : undefined;
    if (result !== undefined) return [result];
    return this.resolve(path).flatMap(({ input, path: column, from }) =>
      column.map((_, index) => ({
        token: path.parts[from + index] as QueryToken,
        input,
        path: column.slice(0, index + 1),
      })),
    );
  }

  /** What ORDER BY names is a result before it is a column; what GROUP BY and HAVING name is a column before it is a result. */
  private resultNamed({ parts: [token], clause }: QueryPath): QueryColumn | undefined {
    if (token === undefined || (clause !== 'order' && clause !== 'group')) return undefined;
    const isResult = this.names.items.some(({ name, path }) => name?.name === token.name && path === undefined);
    const isColumn = clause === 'group' && this.tables.some(({ record }) => fieldNamed(record, token.name));
    return isResult && !isColumn ? { token, path: [this.resultName(token)] } : undefined;
  }

  private resultNames(): QueryColumn[] {
    return this.names.items.flatMap(({ name, path }) =>
      name === undefined || (path !== undefined && this.resolve(path).length > 0)
        ? []
        : [{ token: name, path: [this.resultName(name)], isName: true as const }],
    );
  }

  private resultName(token: QueryToken): string {
    const { fields = [] } = this.node.query?.record ?? {};
    return fields.find(({ name }) => name.toLowerCase() === token.name)?.name ?? token.text.replaceAll('"', '');
  }

  /** `from` is the index of the first part that is a column. */
  private resolve({ parts }: QueryPath): { input: number; path: Path; from: number }[] {
    const [first] = parts as [QueryToken];
    const table = this.names.aliases.get(first.name) ?? first.name;
    const qualified = parts.length > 1 ? this.tables.filter(({ name }) => name === table) : [];
    if (qualified.length > 0) return qualified.flatMap((one) => columnIn(one, parts, 1));
    const plain = this.tables.flatMap((one) => columnIn(one, parts, 0));
    if (plain.length > 0 || parts.length === 1 || !this.names.isNested) return plain;
    return this.tables.flatMap((one) => columnIn(one, parts, 1));
  }

  private itemLinks({ path, name }: QueryItem): QueryLink[] {
    if (path === undefined || name === undefined) return [];
    const to = [this.resultName(name)];
    const links = this.resolve(path).map(({ input, path: from }) => ({ input, from, to }));
    return links.filter((link) => this.isOrigin(link));
  }

  private starLinks(): QueryLink[] {
    const fields = this.node.query?.record.fields ?? [];
    const links = this.tables.flatMap(({ input, record }) =>
      record.fields
        .filter(({ name }) => fields.some((field) => field.name === name))
        .map(({ name }) => ({ input, from: [name], to: [name] })),
    );
    return links.filter((link) => this.isOrigin(link));
  }

  /** DuckDB knows which column a result is computed from, where it is described. */
  private isOrigin({ input, from, to }: QueryLink): boolean {
    const { query } = this.node;
    const origins = query?.origins[query.record.fields.findIndex(({ name }) => name === to[0])];
    const table = this.tables.find((one) => one.input === input)?.name;
    return origins?.some((one) => one.table.toLowerCase() === table && one.column === from[0]) ?? true;
  }
}

function columnIn({ input, record }: Table, parts: readonly QueryToken[], from: number) {
  const path = pathIn(record, parts.slice(from));
  return path === undefined ? [] : [{ input, path, from }];
}

/** As far as the record has fields of these names; undefined where it has not even the first. */
function pathIn(record: RecordType, parts: readonly QueryToken[]): Path | undefined {
  const path: string[] = [];
  for (const { name } of parts) {
    const around = path.length === 0 ? record : fieldIn(record, path)?.type;
    const field = around?.kind === 'record' ? fieldNamed(around, name) : undefined;
    if (field === undefined) break;
    path.push(field);
  }
  return path.length === 0 ? undefined : path;
}

function fieldNamed({ fields }: RecordType, name: string): string | undefined {
  return fields.find((field) => field.name.toLowerCase() === name)?.name;
}

const known = new WeakMap<NodeAnalysis, QueryColumns>();

export function queryColumnsOf(node: NodeAnalysis): QueryColumns | undefined {
  if (!ast.isSqlNode(node.node)) return undefined;
  const columns = known.get(node) ?? new QueryColumns(node, node.node);
  known.set(node, columns);
  return columns;
}

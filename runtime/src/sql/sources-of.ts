/**
 * The tables behind FROM with what is known of their columns. Whatever is not surely understood (table functions, renamed
 * columns, natural joins) is a source of unknown columns, of which nothing is claimed.
 */
import type { QueryTable, RecordType } from '@millrace/grammar';
import { type ColumnFacts, nullable } from './column-facts.ts';
import type { TableRef } from './select-tree.ts';

export interface Column {
  /** undefined where DuckDB makes one up. */
  name: string | undefined;
  facts: ColumnFacts;
}

export interface Source {
  /** What a path may begin with; undefined where it has no name. */
  name: string | undefined;
  /** undefined where they are not known. */
  columns: Column[] | undefined;
  /** Columns, in lower case, that USING has merged into those of a source before this one. */
  merged: ReadonlySet<string>;
}

/** What the names of tables and of WITH mean; a table of unknown columns is undefined. */
export interface TableScope {
  columnsOfTable(name: string): Column[] | undefined;
  columnsOfQuery(ref: TableRef): Column[] | undefined;
}

const noneMerged: ReadonlySet<string> = new Set();

export function sourcesOf(ref: TableRef | undefined, scope: TableScope): Source[] {
  if (ref === undefined || ref.type === 'EMPTY') return [];
  if (ref.type === 'JOIN') return joinedSources(ref, scope);
  const name = ref.alias || ref.table_name;
  if ((ref.column_name_alias ?? []).length > 0) return [{ name, columns: undefined, merged: noneMerged }];
  if (ref.type === 'SUBQUERY') return [{ name, columns: scope.columnsOfQuery(ref), merged: noneMerged }];
  const isNamed = ref.type === 'BASE_TABLE' && !ref.schema_name && !ref.catalog_name;
  const columns = isNamed ? scope.columnsOfTable(ref.table_name ?? '') : undefined;
  return [{ name, columns, merged: noneMerged }];
}

const innerJoins = ['INNER', 'LEFT', 'RIGHT', 'OUTER'];

function joinedSources(ref: TableRef, scope: TableScope): Source[] {
  const left = sourcesOf(ref.left, scope);
  const right = sourcesOf(ref.right, scope);
  const { join_type: kind = 'INNER', ref_type: form = 'REGULAR', using_columns: using = [] } = ref;
  const isKnown = ['REGULAR', 'CROSS', 'ASOF'].includes(form);
  if (isKnown && (kind === 'SEMI' || kind === 'ANTI')) return left;
  const isMerging = using.length > 0 && kind !== 'INNER' && kind !== 'LEFT';
  if (!isKnown || !innerJoins.includes(kind) || isMerging) return [...left, ...right].map(unknownSource);
  const merged = new Set(using.map((name) => name.toLowerCase()));
  return [
    ...(kind === 'RIGHT' || kind === 'OUTER' ? left.map(nullableSource) : left),
    ...(kind === 'LEFT' || kind === 'OUTER' ? right.map(nullableSource) : right).map((one) => merging(one, merged)),
  ];
}

function merging(source: Source, merged: ReadonlySet<string>): Source {
  return merged.size === 0 ? source : { ...source, merged: new Set([...source.merged, ...merged]) };
}

function unknownSource(source: Source): Source {
  return { ...source, columns: undefined };
}

function nullableSource(source: Source): Source {
  return { ...source, columns: source.columns?.map(({ name, facts }) => ({ name, facts: nullable(facts) })) };
}

export function tableColumns({ name: table, record }: QueryTable): Column[] {
  return record.fields.map(({ name, type }) => ({
    name,
    facts: { isNullable: mayBeNull(type), origins: [{ table, column: name }], type },
  }));
}

function mayBeNull(type: RecordType['fields'][number]['type']): boolean {
  return type.kind === 'unknown' || type.nullable;
}

/**
 * The tables behind FROM with what is known of their columns. Whatever is not surely understood (table functions,
 * positional joins) is a source of unknown columns, of which nothing is claimed.
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
  const columns = columnsBehind(ref, scope);
  return [
    {
      name: ref.alias || ref.table_name,
      columns: columns && renamedColumns(columns, ref.column_name_alias),
      merged: noneMerged,
    },
  ];
}

function columnsBehind(ref: TableRef, scope: TableScope): Column[] | undefined {
  if (ref.type === 'SUBQUERY') return scope.columnsOfQuery(ref);
  const isNamed = ref.type === 'BASE_TABLE' && !ref.schema_name && !ref.catalog_name;
  return isNamed ? scope.columnsOfTable(ref.table_name ?? '') : undefined;
}

/** `t(a, b)`: the first columns by other names. */
export function renamedColumns(columns: Column[], names: readonly string[] = []): Column[] {
  return columns.map(({ name, facts }, i) => ({ name: names[i] ?? name, facts }));
}

const innerJoins = ['INNER', 'LEFT', 'RIGHT', 'OUTER'];

function joinedSources(ref: TableRef, scope: TableScope): Source[] {
  const left = sourcesOf(ref.left, scope);
  const right = sourcesOf(ref.right, scope);
  const { join_type: kind = 'INNER', ref_type: form = 'REGULAR' } = ref;
  const merged = form === 'NATURAL' ? sharedNames(left, right) : namesOf(ref.using_columns ?? []);
  const isKnown = ['REGULAR', 'CROSS', 'ASOF', 'NATURAL'].includes(form) && merged !== undefined;
  if (isKnown && (kind === 'SEMI' || kind === 'ANTI')) return left;
  const isMerging = merged !== undefined && merged.size > 0 && kind !== 'INNER' && kind !== 'LEFT';
  if (!isKnown || !innerJoins.includes(kind) || isMerging) return [...left, ...right].map(unknownSource);
  return [
    ...(kind === 'RIGHT' || kind === 'OUTER' ? left.map(nullableSource) : left),
    ...(kind === 'LEFT' || kind === 'OUTER' ? right.map(nullableSource) : right).map((one) => merging(one, merged)),
  ];
}

/** undefined where a side is not known. */
function sharedNames(left: readonly Source[], right: readonly Source[]): ReadonlySet<string> | undefined {
  if ([...left, ...right].some(({ columns }) => columns === undefined)) return undefined;
  const names = columnNames(right);
  return new Set([...columnNames(left)].filter((name) => names.has(name)));
}

function columnNames(sources: readonly Source[]): Set<string> {
  return namesOf(sources.flatMap(({ columns = [] }) => columns.map(({ name }) => name ?? '')));
}

function namesOf(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
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

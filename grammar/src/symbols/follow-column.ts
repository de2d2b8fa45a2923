/**
 * All columns that are one symbol: found from one of them by going on as long as there are neighbours, across nodes, flows
 * and files. A new name goes along; where a prefix stands before it, it is put before or taken away. Without recursion: a flow
 * may be thousands of nodes deep.
 */
import { type ColumnSymbol, columnKey, columnName } from './column.ts';
import { type Neighbour, neighboursOf } from './neighbours.ts';
import type { ProjectTexts } from './project-texts.ts';

export interface FollowedColumn {
  column: ColumnSymbol;
  /** What it is to be called. */
  name: string;
}

export interface SameColumns {
  /** By key. */
  columns: ReadonlyMap<string, FollowedColumn>;
  /** Columns that the new name cannot be given to: it lacks their prefix, or two ways lead there with two names. */
  misfits: ColumnSymbol[];
}

export interface FollowOptions {
  /** Items that are a name alone end the way: they can be written out. */
  stopsAtShorthands?: boolean;
}

export function followColumn(
  start: ColumnSymbol,
  name: string,
  project: ProjectTexts,
  { stopsAtShorthands = false }: FollowOptions = {},
): SameColumns {
  const columns = new Map<string, FollowedColumn>([[columnKey(start), { column: start, name }]]);
  const misfits: ColumnSymbol[] = [];
  // A map goes on to the entries that are added meanwhile.
  for (const { column, name: current } of columns.values()) {
    for (const neighbour of neighboursOf(column, project)) {
      if (stopsAtShorthands && neighbour.shorthand !== undefined) continue;
      const key = columnKey(neighbour.column);
      const next = nextName(column, current, neighbour);
      const known = columns.get(key);
      if (next === undefined || (known !== undefined && known.name !== next)) misfits.push(neighbour.column);
      if (known === undefined) columns.set(key, { column: neighbour.column, name: next ?? current });
    }
  }
  return { columns, misfits };
}

/** undefined where the new name has not the prefix that another node takes away. */
function nextName(column: ColumnSymbol, name: string, { column: other }: Neighbour): string | undefined {
  const [from, to] = [columnName(column), columnName(other)];
  if (from === to) return name;
  if (to.endsWith(from)) return to.slice(0, to.length - from.length) + name;
  const prefix = from.slice(0, from.length - to.length);
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined;
}

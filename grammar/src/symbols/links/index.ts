import type { NodeKindName } from '../../analysis/flow-analysis.ts';
import { inferLinks } from './infer.ts';
import { joinLinks } from './join.ts';
import { reviewLinks, routeLinks, unionLinks } from './kept.ts';
import { type ColumnLinks, noLinks, passedOn } from './link.ts';
import { selectLinks } from './select.ts';
import { sqlLinks } from './sql.ts';

/** For each kind of node which of its columns are one symbol. What a task does with names only its code knows. */
export const links: Record<NodeKindName, ColumnLinks> = {
  read: noLinks,
  select: selectLinks,
  filter: passedOn,
  route: routeLinks,
  infer: inferLinks,
  task: noLinks,
  join: joinLinks,
  union: unionLinks,
  aggregate: selectLinks,
  sql: sqlLinks,
  review: reviewLinks,
  write: noLinks,
  use: noLinks,
};

/** What the tests of the pages' logic use; the pages themselves are bundles. */
export { applyPatches } from './diagram/apply-patches.ts';
export { cardSize, fieldLines } from './diagram/card-size.ts';
export { neighbour } from './diagram/neighbour.ts';
export { searchNodes } from './diagram/search-nodes.ts';
export { layoutKey } from './layout/layout.ts';
export type * from './protocol.ts';
export { filterRows } from './results/filter-rows.ts';

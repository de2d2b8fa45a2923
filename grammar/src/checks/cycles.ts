import { cycle } from '../diagnostics/graph.ts';
import type { Check } from './check.ts';

/** [N1] Nodes and references form no circle; the whole of it is named, once, at its first node. */
export const checkCycles: Check = ({ analyses, accept }) => {
  for (const { cycles, nodes } of analyses) {
    for (const names of cycles) {
      const places = names.map((name) => nodes.get(name)?.node).filter((node) => node !== undefined);
      const [first, ...others] = places.map((node) => ({ node, property: 'name' }));
      if (first !== undefined) accept(cycle(first, names, others));
    }
  }
};

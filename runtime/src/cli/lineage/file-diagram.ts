import type { Diagram, DiagramNode } from '@millrace/grammar';
import type { Lineage, LineageItem } from '../../catalogue/lineage.ts';
import { countOf } from '../count-of.ts';
import { shortDigest, shortId } from '../runs/run-words.ts';

/** A lineage as a diagram, to be drawn like a flow: contents are the nodes, and lead to what was made from them. */
export function fileDiagram({ target, items, links }: Lineage): Diagram {
  const asked = items.find(({ id }) => id === target);
  return {
    flow: `Lineage of ${asked?.name ?? asked?.path ?? target}`,
    nodes: items.map(nodeOf),
    edges: links.map(({ from, to }, at) => ({ id: `${at}`, from, to, port: 'out', kind: 'stream' })),
  };
}

function nodeOf({ id, kind, path, name = path, sha256, records, madeBy }: LineageItem): DiagramNode {
  const facts = [
    ...(madeBy === undefined ? [] : [`${madeBy.node}, run ${shortId(madeBy.run)}`]),
    ...(records === undefined ? [] : [countOf(records, 'record')]),
    ...(madeBy === undefined && sha256 !== null ? [shortDigest(sha256)] : []),
  ];
  return {
    id,
    kind,
    name,
    detail: facts.join(', '),
    added: [],
    removed: [],
    problems: { errors: 0, warnings: 0 },
    isBroken: false,
  };
}

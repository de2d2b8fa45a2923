import type { Diagram, DiagramNode } from '@millrace/grammar';
import type { ColumnLineage, ColumnPlace } from './column-answer.ts';

/** The lineage of a column as a diagram: every node with those of its columns that have to do with it. */
export function columnDiagram({ column, origins, uses }: ColumnLineage): Diagram {
  const nodes = new Map<string, DiagramNode>();
  for (const place of [...origins, column, ...uses]) addPlace(nodes, place);
  const target = idOf(column);
  const links = [
    ...origins.map(({ way, ...place }) => ({ from: idOf(place), to: target, way })),
    ...uses.map(({ way, ...place }) => ({ from: target, to: idOf(place), way })),
  ].filter(({ from, to }) => from !== to);
  const unique = [...new Map(links.map((link) => [`${link.from} ${link.to} ${link.way}`, link])).values()];
  return {
    flow: `Lineage of ${column.node}.${column.column}`,
    nodes: [...nodes.values()],
    edges: unique.map(({ from, to, way }, at) => ({ id: `${at}`, from, to, port: way, kind: 'stream' })),
  };
}

function idOf({ file, flow, node }: ColumnPlace): string {
  return `${file}:${flow}:${node}`;
}

function addPlace(nodes: Map<string, DiagramNode>, place: ColumnPlace): void {
  const id = idOf(place);
  const known = nodes.get(id);
  const field = { name: place.column, type: '' };
  if (known !== undefined) {
    if (!known.added.some(({ name }) => name === field.name)) known.added.push(field);
    return;
  }
  const [kind = '', ...rest] = place.detail.split(' ');
  nodes.set(id, {
    id,
    kind,
    name: place.node,
    detail: rest.join(' ') || `${place.flow} of ${place.file}`,
    added: [field],
    removed: [],
    problems: { errors: 0, warnings: 0 },
    isBroken: false,
  });
}

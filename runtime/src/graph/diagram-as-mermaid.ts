import type { Diagram, DiagramEdge, DiagramNode } from '@millrace/grammar';

const shapes: Readonly<Record<string, readonly [string, string]>> = {
  read: ['[(', ')]'],
  write: ['[(', ')]'],
  filter: ['{{', '}}'],
  infer: ['([', '])'],
};

/** Mermaid, as GitHub and many documents draw it. Ids are numbered, for a node may be called `end`, which Mermaid reserves. */
export function diagramAsMermaid({ flow, nodes, edges }: Diagram): string {
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const lines = [
    'flowchart LR',
    `  accTitle: ${flow}`,
    ...nodes.map((node) => `  ${ids.get(node.id)}${nodeText(node)}`),
    ...edges.map((edge) => `  ${ids.get(edge.from)} ${arrow(edge)} ${ids.get(edge.to)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function nodeText({ kind, name, detail }: DiagramNode): string {
  const [open, close] = shapes[kind] ?? ['[', ']'];
  const rest = detail === '' ? '' : `<br/><small>${escapeMermaid(detail)}</small>`;
  return `${open}"${kind} <b>${escapeMermaid(name)}</b>${rest}"${close}`;
}

function arrow({ port, kind }: DiagramEdge): string {
  if (kind === 'order') return '-.->|after|';
  if (port === 'out') return '-->';
  return port.endsWith('errors') ? `-.->|${port}|` : `-->|${escapeMermaid(port)}|`;
}

/** Entity codes by number: Mermaid reads them in a quoted label, where it has no other way to write these. */
function escapeMermaid(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:;/()=+*_-]/gu, (character) => `#${character.codePointAt(0)};`);
}

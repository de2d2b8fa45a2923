import type { Diagram, DiagramEdge, DiagramNode } from '@millrace/grammar';

/** Graphviz' language, for everything that draws it. */
export function diagramAsDot({ flow, nodes, edges }: Diagram): string {
  const lines = [
    `digraph ${quoted(flow)} {`,
    '  rankdir=LR',
    '  node [shape=box style="rounded,filled" fillcolor="#f6f8fa" color="#8c959f" fontname="Helvetica" margin="0.15,0.08"]',
    '  edge [color="#57606a" fontname="Helvetica" fontsize=10]',
    ...nodes.map((node) => `  ${quoted(node.id)} [label=${quoted(label(node))}]`),
    ...edges.map((edge) => `  ${quoted(edge.from)} -> ${quoted(edge.to)}${attributes(edge)}`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function label({ kind, name, detail }: DiagramNode): string {
  return detail === '' ? `${kind} ${name}` : `${kind} ${name}\n${detail}`;
}

function attributes({ port, kind }: DiagramEdge): string {
  if (kind === 'order') return ' [style=dotted label="after"]';
  if (port === 'out') return '';
  return port.endsWith('errors') ? ` [style=dashed color="#cf222e" label=${quoted(port)}]` : ` [label=${quoted(port)}]`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

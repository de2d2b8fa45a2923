/**
 * A picture that does not fall apart while a statement is half typed: where the text has syntax errors, nodes of the last
 * whole picture that vanished but are still named in the text stay, marked as broken, with the edges to what is still there.
 * Once the text parses, the picture is exactly what the text says.
 */
import type { Diagram } from '../protocol.ts';

export interface TextState {
  hasSyntaxErrors: boolean;
  /** Whether the word still stands anywhere in the text. */
  names(word: string): boolean;
}

export function keepLastGood(
  last: Diagram | undefined,
  now: Diagram | undefined,
  text: TextState,
): Diagram | undefined {
  if (!text.hasSyntaxErrors || last === undefined || (now !== undefined && now.flow !== last.flow)) return now;
  const shown = now ?? { flow: last.flow, nodes: [], edges: [] };
  const present = new Set(shown.nodes.map((node) => node.id));
  const vanished = last.nodes.filter((node) => !present.has(node.id) && text.names(node.name));
  if (now === undefined && vanished.length === 0) return undefined;
  const gone = new Set(vanished.map((node) => node.id));
  return {
    ...shown,
    nodes: [...shown.nodes, ...vanished.map((node) => ({ ...node, isBroken: true }))],
    edges: [...shown.edges, ...edgesOfVanished(last, shown, new Set([...present, ...gone]), gone)],
  };
}

function edgesOfVanished(last: Diagram, shown: Diagram, all: Set<string>, gone: Set<string>) {
  const drawn = new Set(shown.edges.map((edge) => edge.id));
  return last.edges.filter(
    ({ id, from, to }) => !drawn.has(id) && all.has(from) && all.has(to) && (gone.has(from) || gone.has(to)),
  );
}

/** What a node is called by commands that run to it or show its records: of a route its ports, of a use the nodes that stand in its place. */
import { analyzeFlow, flowOf, givesRecords, planPlace, portsOf, usedFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';

/** As `millrace run --to` takes them; several where there is a choice, none where there is nothing to run to. */
export function runPlacesOf(node: ast.Node): string[] {
  if (!ast.isUseNode(node)) return [node.name];
  const flow = flowOf(node);
  const outputs = usedFlow(node)?.outputs.flatMap((output) => output.node?.$refText ?? []) ?? [];
  if (flow === undefined) return [];
  const places = outputs.map((port) => planPlace(analyzeFlow(flow), { node: node.name, port }).node);
  return [...new Set(places)];
}

/** As `millrace preview` takes them; none where no records leave it. */
export function previewPlacesOf(node: ast.Node): string[] {
  if (ast.isWriteNode(node)) return [];
  if (givesRecords(node)) return [node.name];
  const ports = portsOf(node)?.filter((port) => port !== 'errors' && !port.endsWith('.errors')) ?? [];
  return ast.isTaskNode(node) ? [] : ports.map((port) => `${node.name}.${port}`);
}

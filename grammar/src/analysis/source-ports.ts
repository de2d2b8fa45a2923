/** By which names records leave a node, as the text alone tells: beside its own name `errors`, and the ports of its kind. */
import * as ast from '../generated/ast.ts';
import { usedFlow } from './subflows.ts';

/** undefined where they are not known. */
export function portsOf(source: ast.Stream): string[] | undefined {
  if (ast.isParameter(source)) return [];
  if (ast.isRouteNode(source)) return [...new Set([...source.ports.flatMap(({ name }) => name ?? []), 'errors'])];
  if (!ast.isUseNode(source)) return ['errors'];
  return usedFlow(source)?.outputs.flatMap(({ node }) => [node?.$refText ?? '', `${node?.$refText}.errors`]);
}

/** Whether records leave it by its own name. */
export function givesRecords(source: ast.Stream): boolean {
  switch (source.$type) {
    case 'WriteNode':
    case 'RouteNode':
      return false;
    case 'TaskNode':
      return source.type !== undefined;
    case 'UseNode':
      return (usedFlow(source)?.outputs.length ?? 1) === 1;
    default:
      return true;
  }
}

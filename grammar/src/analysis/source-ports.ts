/** By which names records leave a node, as the text alone tells: beside its own name `errors`, and the ports of its kind. */
import * as ast from '../generated/ast.ts';
import { isHeaderDamaged, isInLoss } from './damage.ts';
import { mainOutput, usedFlow } from './subflows.ts';

/** undefined where they are not known. */
export function portsOf(source: ast.Stream): string[] | undefined {
  if (isInLoss(source)) return undefined;
  if (ast.isParameter(source)) return [];
  if (ast.isRouteNode(source)) return [...new Set([...source.ports.flatMap(({ name }) => name ?? []), 'errors'])];
  if (!ast.isUseNode(source)) return ['errors'];
  const flow = usedFlow(source);
  if (isHeaderDamaged(flow)) return undefined;
  return flow?.outputs.flatMap(({ node }) => [node?.$refText ?? '', `${node?.$refText}.errors`]);
}

/** Whether records leave it by its own name; of a damaged one that is not known to be wrong. */
export function givesRecords(source: ast.Stream): boolean {
  if (isInLoss(source) || (ast.isUseNode(source) && isHeaderDamaged(usedFlow(source)))) return true;
  switch (source.$type) {
    case 'WriteNode':
    case 'RouteNode':
      return false;
    case 'TaskNode':
      return source.type !== undefined;
    case 'UseNode': {
      const flow = usedFlow(source);
      return flow === undefined || mainOutput(flow) !== undefined;
    }
    default:
      return true;
  }
}

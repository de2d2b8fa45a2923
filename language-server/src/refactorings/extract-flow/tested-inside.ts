/** Whether a test, in any file, names a node that would not be one of its flow any more. */
import type * as ast from '@millrace/grammar/syntax';
import type { FlowLanguageServices } from '../../services.ts';
import { clausesOf } from '../single-use.ts';

/** `kept`: what can still be expected, by its own name. */
export function isTestedInside(
  nodes: readonly ast.Node[],
  kept: ast.Node | undefined,
  flow: ast.Flow,
  services: FlowLanguageServices,
): boolean {
  const inside = new Set<ast.Stream>(nodes);
  return clausesOf(flow, services).some(({ node, role, port }) => {
    const named = node?.ref;
    const isKept = named === kept && role === 'expect' && port === undefined;
    return named !== undefined && inside.has(named) && !isKept;
  });
}

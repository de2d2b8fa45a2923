import { formatCount } from '../format.ts';
import type { DiagramNode, NodeRunView } from '../protocol.ts';

/** A node in one sentence, for those who hear the diagram instead of seeing it. */
export function describeNode(node: DiagramNode, run: NodeRunView | undefined): string {
  const parts = [
    `${node.kind} ${node.name}`,
    node.detail,
    node.added.length > 0 && `adds ${node.added.map((field) => field.name).join(', ')}`,
    node.removed.length > 0 && `removes ${node.removed.join(', ')}`,
    node.isBroken && 'does not parse',
    problems(node),
    run && `${run.state}, ${formatCount(run.records)} records${run.failed > 0 ? `, ${run.failed} failed` : ''}`,
  ];
  return parts.filter(Boolean).join('; ');
}

function problems({ problems: { errors, warnings, first } }: DiagramNode): string | false {
  const counts = [errors > 0 && `${errors} errors`, warnings > 0 && `${warnings} warnings`].filter(Boolean);
  return counts.length > 0 && `${counts.join(' and ')}${first === undefined ? '' : `: ${first}`}`;
}

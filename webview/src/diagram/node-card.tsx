import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { DiagramNode, NodeRunView } from '../protocol.ts';
import { useCardFocus } from './card-focus.ts';
import { CardFoot } from './card-foot.tsx';
import { cardPorts, cardSize, fieldLines } from './card-size.ts';
import { describeNode } from './describe-node.ts';
import { KindIcon } from './kind-icon.tsx';
import { useNodeRun } from './run-context.ts';
import { useIsFar } from './use-is-far.ts';

export type CardNode = Node<{ node: DiagramNode; isDimmed: boolean; isTabStop: boolean }, 'card'>;

/** One node of the flow. Its size must be what `cardSize` says. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { node, isDimmed, isTabStop } = data;
  const run = useNodeRun(node.name);
  const focus = useCardFocus(node.id);
  const isFar = useIsFar();
  const description = describeNode(node, run);
  const flags = { 'is-broken': node.isBroken, 'is-selected': selected, 'is-dimmed': isDimmed, 'is-far': isFar };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <button> may not hold the card's lists.
    <div
      ref={focus}
      className={classNames('card', `kind-${node.kind}`, flags)}
      data-node={node.id}
      data-state={run?.state}
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={selected}
      aria-label={description}
      title={isFar ? description : undefined}
    >
      <Ports node={node} />
      {isFar ? <Far node={node} run={run} /> : <Near node={node} run={run} />}
    </div>
  );
});

function Far({ node, run }: { node: DiagramNode; run: NodeRunView | undefined }) {
  return (
    <>
      {run !== undefined && <span className={`state state-${run.state}`} />}
      <span className="card-name" style={{ fontSize: farNamePx(node.name) }}>
        {node.name}
      </span>
      <ProblemsBadge problems={node.problems} />
    </>
  );
}

/** A long name gets smaller letters, as long as they can be read; a longer one is cut off. */
function farNamePx({ length }: string): number {
  return Math.min(34, Math.max(20, 310 / length));
}

function Near({ node, run }: { node: DiagramNode; run: NodeRunView | undefined }) {
  return (
    <>
      <div className="card-head">
        <KindIcon kind={node.kind} />
        <span className="card-name">{node.name}</span>
        <span className="card-kind">{node.kind}</span>
        <ProblemsBadge problems={node.problems} />
      </div>
      {node.detail !== '' && (
        <div className="card-detail" title={node.detail}>
          {node.detail}
        </div>
      )}
      <Difference node={node} />
      <CardFoot node={node} run={run} />
    </>
  );
}

function classNames(first: string, second: string, flags: Record<string, boolean>): string {
  return [first, second, ...Object.keys(flags).filter((name) => flags[name])].join(' ');
}

/** Only what React Flow counts as docks; where edges end the layout says. */
function Ports({ node }: { node: DiagramNode }) {
  const ports = cardPorts(cardSize(node), 'RIGHT');
  const place = (port: keyof typeof ports) => ({ top: ports[port].y });
  return (
    <>
      <Handle id="in" type="target" position={Position.Left} style={place('in')} isConnectable={false} />
      <Handle id="out" type="source" position={Position.Right} style={place('out')} isConnectable={false} />
      <Handle id="errors" type="source" position={Position.Right} style={place('errors')} isConnectable={false} />
    </>
  );
}

function ProblemsBadge({ problems }: Pick<DiagramNode, 'problems'>) {
  const { errors, warnings, first } = problems;
  if (errors + warnings === 0) return null;
  return (
    <span className={errors > 0 ? 'badge is-error' : 'badge is-warning'} title={first}>
      {errors + warnings}
    </span>
  );
}

function Difference({ node }: { node: DiagramNode }) {
  const { lines, more } = fieldLines(node);
  if (lines.length === 0) return null;
  return (
    <ul className="card-fields">
      {lines.map(({ sign, name, type }) => (
        <li
          key={sign + name}
          className={sign === '+' ? 'is-added' : 'is-removed'}
          title={type ? `${name}: ${type}` : name}
        >
          <span className="sign">{sign}</span>
          <span className="field-name">{name}</span>
          {type !== undefined && <span className="field-type">{type}</span>}
        </li>
      ))}
      {more > 0 && <li className="more">and {more} more</li>}
    </ul>
  );
}

import { countOf, withCommas } from '../count-of.ts';
import type { Stream } from '../terminal.ts';
import { duration, rate } from './amounts.ts';
import type { NodeState } from './run-state.ts';

type Colors = Stream['colors'];

const marks: Record<NodeState['status'], (colors: Colors) => string> = {
  waiting: ({ dim }) => dim('·'),
  running: ({ cyan }) => cyan('▸'),
  succeeded: ({ green }) => green('✔'),
  cached: ({ green }) => green('✔'),
  failed: ({ red }) => red('✖'),
  skipped: ({ yellow }) => yellow('–'),
};

/** One line of a node's progress: `▸ infer  scored  1,200 records  12.4k/s  fill 87%  2 failed`. */
export function nodeLine(node: NodeState, nameWidth: number, colors: Colors): string {
  const { kind, name, status, records } = node;
  const head = `${marks[status](colors)} ${colors.dim(kind.padEnd(6))} ${colors.bold(name.padEnd(nameWidth))}`;
  if (status === 'waiting') return head;
  if (status === 'skipped') return `${head}  ${colors.dim('skipped')}`;
  const amounts = [countOf(records, 'record').padStart(18), ...facts(node, colors)];
  return `${head}  ${amounts.join('  ')}`;
}

function facts({ status, rate: perSecond, batchFill, durationMs, failed }: NodeState, { dim, red }: Colors): string[] {
  return [
    ...(status === 'running' ? [rate(perSecond).padStart(8)] : []),
    ...(durationMs === undefined || status === 'cached' ? [] : [dim(duration(durationMs).padStart(8))]),
    ...(batchFill === undefined ? [] : [dim(`fill ${Math.round(batchFill * 100)}%`)]),
    ...(status === 'cached' ? [dim('cached')] : []),
    ...(failed === 0 ? [] : [red(`${withCommas(failed)} failed`)]),
  ];
}

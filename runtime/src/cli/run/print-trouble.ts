import type { RecordFailed, RunFinished } from '../../protocol.ts';
import { withCommas } from '../count-of.ts';
import type { Stream } from '../terminal.ts';
import type { RunState } from './run-state.ts';

const shownMax = 5;

/** Why a run failed or what it left out, for the end of it. */
export function printTrouble(state: RunState, finished: RunFinished, { write, colors }: Stream): void {
  const { bold, red, yellow } = colors;
  const left = [...state.nodes.values()].reduce((sum, node) => sum + node.failed, 0);
  const total = Math.max(left, state.failures.length);
  if (total > 0) {
    write(`${yellow('warning')}: ${withCommas(total)} bad record${total === 1 ? '' : 's'}\n`);
    for (const failure of state.failures.slice(0, shownMax)) write(`  ${failureLine(failure)}\n`);
    if (total > shownMax) write(`  and ${withCommas(total - shownMax)} more\n`);
  }
  if (finished.status === 'cancelled') write(`${yellow('cancelled')}: no output was published\n`);
  if (finished.status !== 'failed') return;
  const { message = 'The run failed', node } = finished.error ?? {};
  write(`${bold(red('error'))}${node === undefined ? '' : ` in ${bold(node)}`}: ${message}\n`);
}

/** Connectors say the line in the message too, for those who see nothing else. */
export function failureLine({ node, message, source }: RecordFailed): string {
  if (source === undefined) return `${node}: ${message}`;
  if (source.line === undefined) return `${node}: ${source.path}: ${message}`;
  const said = `Line ${source.line}: `;
  return `${node}: ${source.path}:${source.line}: ${message.startsWith(said) ? message.slice(said.length) : message}`;
}

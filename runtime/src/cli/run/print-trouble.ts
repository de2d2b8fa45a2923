import type { RecordFailed, RunFailure, RunFinished } from '../../protocol.ts';
import { countOf, withCommas } from '../count-of.ts';
import type { Stream } from '../terminal.ts';
import type { RunState } from './run-state.ts';

const shownMax = 5;

/** Why a run failed or what it left out, for the end of it. */
export function printTrouble(state: RunState, finished: RunFinished, stderr: Stream): void {
  sayBadRecords(state, stderr);
  const { yellow } = stderr.colors;
  const published = publishedOf(state);
  if (finished.status === 'cancelled')
    stderr.write(`${yellow('cancelled')}: ${published ?? 'no output was published'}\n`);
  if (finished.status !== 'failed') return;
  sayFailure(finished.error, stderr);
  if (published !== undefined) stderr.write(`${yellow('note')}: ${published}\n`);
}

/** Outputs that others waited for have their names already, and keep them. Those of earlier runs are none of this one. */
function publishedOf({ artefacts, nodes }: RunState): string | undefined {
  const own = artefacts.filter(({ node }) => nodes.get(node)?.status !== 'cached');
  if (own.length === 0) return undefined;
  return `published before that: ${own.map(({ path }) => path).join(', ')}`;
}

function sayBadRecords({ nodes, failures }: RunState, { write, colors }: Stream): void {
  const counted = [...nodes.values()].reduce((sum, node) => sum + node.failed, 0);
  const total = Math.max(counted, failures.length);
  if (total === 0) return;
  write(`${colors.yellow('warning')}: ${countOf(total, 'bad record')}\n`);
  for (const failure of failures.slice(0, shownMax)) write(`  ${failureLine(failure)}\n`);
  if (total > shownMax) write(`  and ${withCommas(total - shownMax)} more\n`);
  write('\n');
}

function sayFailure(error: RunFailure | undefined, { write, colors }: Stream): void {
  const { bold, red, cyan } = colors;
  const { code, message = 'The run failed', node } = error ?? {};
  write(`${bold(red('error'))}${node === undefined ? '' : ` in ${bold(node)}`}: ${message}\n`);
  if (code !== 'record-failed' || node === undefined) return;
  const way = `write rejected(${node}.errors) to jsonl("out/rejected.jsonl")`;
  write(`${cyan('help')}: to go on without bad records, keep them: ${way}\n`);
}

/** Connectors say the line in the message too, for those who see nothing else. */
export function failureLine({ node, message, source }: RecordFailed): string {
  if (source === undefined) return `${node}: ${message}`;
  if (source.line === undefined) return `${node}: ${source.path}: ${message}`;
  const said = `Line ${source.line}: `;
  return `${node}: ${source.path}:${source.line}: ${message.startsWith(said) ? message.slice(said.length) : message}`;
}

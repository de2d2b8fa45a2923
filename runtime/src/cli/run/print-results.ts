import { resolve } from 'node:path';
import type { RunFinished } from '../../protocol.ts';
import { countOf, withCommas } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import type { Terminal } from '../terminal.ts';
import { duration, rate, size } from './amounts.ts';
import { resultTable } from './result-tables.ts';
import type { RunState } from './run-state.ts';

/** After a run that succeeded: the first records of each sink, how fast it went, and where the outputs are. On stdout. */
export function printResults(state: RunState, finished: RunFinished, folder: string, terminal: Terminal): void {
  const { stdout, cwd } = terminal;
  const { bold, dim, green } = stdout.colors;
  const blocks = state.previews.map((preview) => {
    const records = finished.records[preview.node] ?? preview.rows.length;
    const title = `${bold(preview.node)} ${dim(`${countOf(records, 'record')}${records > 8 ? ', the first of them' : ''}`)}`;
    return preview.rows.length === 0
      ? title
      : `${title}\n${resultTable(preview, { width: stdout.width(), colors: stdout.colors })}`;
  });
  const outputs = state.artefacts.map(({ path, records, bytes }) => {
    const place = displayPath(resolve(folder, path), cwd);
    return `  ${place}  ${dim(`${countOf(records, 'record')}, ${size(bytes)}`)}`;
  });
  const read = recordsRead(state);
  const speed = rate((read / Math.max(1, finished.durationMs)) * 1000);
  const summary = `${green('✔')} ${bold(state.flow)}: ${withCommas(read)} records read in ${duration(finished.durationMs)}, ${speed}`;
  stdout.write(
    `${[...blocks, summary, ...(outputs.length > 0 ? [`Outputs\n${outputs.join('\n')}`] : [])].join('\n\n')}\n`,
  );
}

function recordsRead({ nodes }: RunState): number {
  return [...nodes.values()].reduce((sum, node) => sum + (node.kind === 'read' ? node.records : 0), 0);
}

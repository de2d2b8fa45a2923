import type { RunEvent } from '../../protocol.ts';
import type { Terminal } from '../terminal.ts';
import { nodeLine } from './node-line.ts';
import { printResults } from './print-results.ts';
import { printTrouble } from './print-trouble.ts';
import type { RunPrinter } from './run-printer.ts';
import { applyEvent, emptyRunState } from './run-state.ts';

/** For logs and pipes: a line when something is over, and a line of progress at most every few seconds. */
export function plainPrinter(terminal: Terminal, folder: string): RunPrinter {
  const { stderr } = terminal;
  const state = emptyRunState();
  let quietUntil = 0;
  return {
    event(event) {
      applyEvent(state, event);
      const at = Date.parse(event.time);
      if (event.type === 'progress' && at < quietUntil) return;
      if (event.type === 'progress' || event.type === 'run-started') quietUntil = at + progressEveryMs;
      for (const line of linesOf(event)) stderr.write(`${line}\n`);
    },
    finish(finished) {
      printTrouble(state, finished, stderr);
      if (finished.status === 'succeeded') printResults(state, finished, folder, terminal);
    },
  };

  function linesOf(event: RunEvent): string[] {
    if (event.type === 'log') return [`${event.node} | ${event.text.trimEnd()}`];
    const width = Math.max(0, ...[...state.nodes.keys()].map((name) => name.length));
    const names =
      event.type === 'node-finished' ? [event.node] : event.type === 'progress' ? event.nodes.map((n) => n.node) : [];
    return names.flatMap((name) => {
      const node = state.nodes.get(name);
      return node === undefined || (event.type === 'progress' && node.status !== 'running')
        ? []
        : [nodeLine(node, width, stderr.colors)];
    });
  }
}

const progressEveryMs = 5000;

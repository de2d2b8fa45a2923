import type { Stream } from '../terminal.ts';
import type { RunPrinter } from './run-printer.ts';

/** One event per line, as docs/reference/events.md gives them; nothing else is on stdout. */
export function jsonPrinter(stdout: Stream): RunPrinter {
  return {
    event: (event) => stdout.write(`${JSON.stringify(event)}\n`),
    finish: () => {},
  };
}

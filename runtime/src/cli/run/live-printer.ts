import { displayWidth } from '../diagnostics/display-width.ts';
import type { Stream, Terminal } from '../terminal.ts';
import { backOver, hideCursor, showCursor } from './cursor.ts';
import { nodeLine } from './node-line.ts';
import { printResults } from './print-results.ts';
import { printTrouble } from './print-trouble.ts';
import type { RunPrinter } from './run-printer.ts';
import { applyEvent, emptyRunState, type RunState } from './run-state.ts';

/**
 * For a person at a terminal: one line per node, redrawn in place on stderr. What user code prints appears above. The cursor is
 * hidden while it draws and always given back.
 */
export function livePrinter(terminal: Terminal, folder: string): RunPrinter {
  const { stderr } = terminal;
  const state = emptyRunState();
  let drawn = 0;
  const giveBackCursor = () => stderr.write(showCursor);
  process.once('exit', giveBackCursor);
  stderr.write(hideCursor);

  function draw(above = ''): void {
    const lines = progressLines(state, stderr);
    stderr.write(`${backOver(drawn)}${above}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines.length;
  }

  return {
    event(event) {
      applyEvent(state, event);
      if (event.type === 'log') draw(`${stderr.colors.dim(`${event.node} |`)} ${event.text.trimEnd()}\n`);
      else if (event.type === 'progress' || event.type.startsWith('node-')) draw();
    },
    finish(finished) {
      draw();
      process.off('exit', giveBackCursor);
      stderr.write(`${showCursor}\n`);
      printTrouble(state, finished, stderr);
      if (finished.status === 'succeeded') printResults(state, finished, folder, terminal);
    },
  };
}

/** No more lines than the terminal has, for what has scrolled away can't be redrawn: nodes at work come before the others. */
function progressLines({ nodes }: RunState, { colors, width, height }: Stream): string[] {
  const all = [...nodes.values()];
  const nameWidth = Math.max(0, ...all.map(({ name }) => name.length));
  const room = Math.max(1, height() - 2);
  const shown = new Set(
    [...all]
      .sort((left, right) => Number(right.status === 'running') - Number(left.status === 'running'))
      .slice(0, room),
  );
  const lines = all.filter((node) => shown.has(node)).map((node) => nodeLine(node, nameWidth, colors));
  if (all.length > room) lines[room - 1] = colors.dim(`  and ${all.length - room + 1} more nodes`);
  return lines.map((line) => clipStyled(line, width()));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what opens a style.
const style = /\x1b\[[0-9;]*m/y;

/** Cuts a line with styles in it to the columns of the terminal, for a line that wraps can't be redrawn. */
function clipStyled(line: string, width: number): string {
  let shown = '';
  let used = 0;
  for (let at = 0; at < line.length; ) {
    style.lastIndex = at;
    const [styling] = style.exec(line) ?? [];
    const part = styling ?? String.fromCodePoint(line.codePointAt(at) ?? 0);
    if (styling === undefined) used += displayWidth(part);
    if (styling !== undefined || used < width) shown += part;
    at += part.length;
  }
  return shown;
}

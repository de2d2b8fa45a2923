/** Escape sequences of a terminal for what a redrawn view needs. */
export const hideCursor = '\x1b[?25l';
export const showCursor = '\x1b[?25h';

/** To the first of so many lines above, and clears from there. */
export function backOver(lines: number): string {
  return `${lines > 0 ? `\x1b[${lines}A` : ''}\x1b[J`;
}

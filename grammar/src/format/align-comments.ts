import { textWidth } from './doc.ts';
import type { Piece } from './print-doc.ts';

/** Comments behind lines that follow each other stand under each other. */
export function alignComments(pieces: readonly Piece[]): void {
  let lines: { comment: Piece; width: number; indent: number }[] = [];
  let [width, indent] = [0, 0];
  const flush = () => {
    const widest = lines.reduce((most, line) => Math.max(most, line.width), 0);
    for (const line of lines) line.comment.gap.spaces = ' '.repeat(widest - line.width + gapBehindCode);
    lines = [];
  };
  for (const [index, piece] of pieces.entries()) {
    const { gap, text } = piece;
    if (gap.lineEnds > 0) {
      const goesOn = gap.lineEnds === 1 && isBehindCode(pieces[index - 1]) && gap.indent === indent;
      if (!goesOn) flush();
      [width, indent] = [gap.indent, gap.indent];
    } else width += gap.text.length + (isBehindCode(piece) ? 0 : gap.spaces.length);
    if (isBehindCode(piece)) lines.push({ comment: piece, width, indent });
    width += textWidth(text.slice(text.lastIndexOf('\n') + 1));
  }
  flush();
}

function isBehindCode(piece: Piece | undefined): boolean {
  return piece?.source.trails === true && piece.text.startsWith('//');
}

const gapBehindCode = 2;

/** A text with `<|>` where the cursor is. */
export interface CursorText {
  text: string;
  offset: number;
  /** As LSP counts: lines and UTF-16 units. */
  position: { line: number; character: number };
}

export function cursorText(marked: string): CursorText {
  const offset = marked.indexOf('<|>');
  if (offset < 0) throw new Error('The text has no <|>');
  const before = marked.slice(0, offset).split('\n');
  return {
    text: marked.slice(0, offset) + marked.slice(offset + 3),
    offset,
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

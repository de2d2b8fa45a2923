/**
 * The indentation of a line from the brackets around it, for text that does not parse while it is typed: two spaces more than the
 * line of the bracket that is open before it, and as much as that line where it begins by closing it.
 */
import type { LexerResult } from 'langium';

export interface LineIndent {
  /** Where the line starts, and where its first word does. */
  from: number;
  to: number;
  spaces: number;
}

/** The last word before the line; behind others the statement goes on, and how its lines stand the editor knows as well. */
const endsLine = /^[([{},]$|^"""$/;

/** undefined where nothing is to be said: within texts and comments, and where a statement goes on. */
export function indentOfLine(text: string, offset: number, { tokens, hidden }: LexerResult): LineIndent | undefined {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const [lead = ''] = /^[ \t]*/.exec(text.slice(from)) ?? [];
  const to = from + lead.length;
  const isInside = ({ image, startOffset }: { image: string; startOffset: number }) =>
    startOffset < from && startOffset + image.length > from && /\S/.test(image);
  if (tokens.some(isInside) || hidden.some(isInside)) return undefined;
  const before = tokens.filter(({ startOffset }) => startOffset < from);
  const last = before.at(-1)?.image ?? '{';
  const isClosing = /^[)\]}]/.test(text.slice(to));
  if (!isClosing && !endsLine.test(last)) return undefined;
  const opener = openBefore(before);
  if (opener === undefined) return { from, to, spaces: 0 };
  return { from, to, spaces: indentAt(text, opener) + (isClosing ? 0 : 2) };
}

/** The offset of the innermost bracket that is open behind the tokens. */
function openBefore(tokens: readonly { image: string; startOffset: number }[]): number | undefined {
  const open: number[] = [];
  for (const { image, startOffset } of tokens) {
    if (Number.isNaN(startOffset)) continue;
    if ('([{'.includes(image)) open.push(startOffset);
    else if (')]}'.includes(image)) open.pop();
  }
  return open.at(-1);
}

function indentAt(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^ */.exec(text.slice(start, offset))?.[0].length ?? 0;
}

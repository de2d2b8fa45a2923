/** Comments and block texts of several lines, moved along with what they belong to; what they say stays as it is. */
import { parseBlockString } from '../syntax/value-converter.ts';

/** A comment whose lines start with `*`: these stand under the first `*`. Any other stays as it is. */
export function commentAt(text: string, indent: number): string {
  const [first, ...others] = text.split(/\r\n|\r|\n/);
  if (!others.every((line) => /^\s*\*/.test(line))) return text;
  return [first?.trimEnd(), ...others.map((line) => `${' '.repeat(indent + 1)}${line.trim()}`)].join('\n');
}

/**
 * A text between `"""` whose first line stands below the opening: its lines a level deeper than the statement, the closing `"""`
 * below it. The indentation that all lines share is no part of the text, so this changes nothing; where it would, nothing is done.
 */
export function blockTextAt(literal: string, indent: number): string {
  const lines = literal.slice(3, -3).split(/\r?\n/);
  if (lines.length < 2 || lines[0]?.trim() !== '') return literal;
  const closesBelow = lines.at(-1)?.trim() === '';
  const inner = lines.slice(1, closesBelow ? -1 : undefined);
  const indents = inner.filter((line) => line.trim() !== '').map(indentOf);
  const shared = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(shared)) return literal;
  const deeper = ' '.repeat(indent + 2);
  const moved = inner.map((line) => (line.slice(shared) === '' ? '' : deeper + line.slice(shared)));
  const result = `"""\n${moved.join('\n')}${closesBelow ? `\n${' '.repeat(indent)}` : ''}"""`;
  return parseBlockString(result) === parseBlockString(literal) ? result : literal;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

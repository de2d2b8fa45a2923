import { readFileSync } from 'node:fs';
import type { Stream } from '../terminal.ts';
import { visible } from '../visible.ts';
import { displayPath } from './display-path.ts';
import { displayWidth } from './display-width.ts';
import type { TextRange } from './file-diagnostic.ts';

export interface ExcerptContext {
  cwd: string;
  colors: Stream['colors'];
  /** Lines by file, read once. */
  sources: Map<string, string[]>;
}

export interface Excerpt {
  file: string;
  range: TextRange;
  mark: string;
  paint: (text: string) => string;
}

/** Where it stands, its line, and the words marked under it. `gutter`: how many digits line numbers have. */
export function excerpt({ file, range, mark, paint }: Excerpt, gutter: number, context: ExcerptContext): string[] {
  const { blue } = context.colors;
  const { line, character } = range.start;
  const place = visible(`${displayPath(file, context.cwd)}:${line + 1}:${character + 1}`);
  const text = linesOf(file, context.sources)[line];
  const arrow = `${' '.repeat(gutter)}${blue('-->')} ${place}`;
  if (text === undefined) return [arrow];
  const bar = `${' '.repeat(gutter + 1)}${blue('|')}`;
  const number = blue(`${String(line + 1).padStart(gutter)} |`);
  const cut = partAround(text, range);
  return [arrow, bar, `${number} ${shown(cut.text)}`, `${bar} ${underline(cut.text, cut.range, mark, paint)}`];
}

/** Of a line that is longer, with thousands of values say, only what stands around the words is shown. */
const lineMax = 300;
const shownBefore = 60;

function partAround(text: string, range: TextRange): { text: string; range: TextRange } {
  if (text.length <= lineMax) return { text, range };
  const from = Math.max(0, Math.min(range.start.character - shownBefore, text.length - lineMax));
  const to = Math.min(text.length, from + lineMax);
  const [head, tail] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const moved = ({ line, character }: TextRange['start']) => ({
    line,
    character: Math.max(0, Math.min(character, to) - from) + head.length,
  });
  const end = range.end.line === range.start.line ? range.end : { line: range.start.line, character: to };
  return { text: `${head}${text.slice(from, to)}${tail}`, range: { start: moved(range.start), end: moved(end) } };
}

/** Marks under the words, at least one wide; of words that go on below only the first line is marked. */
function underline(text: string, { start, end }: TextRange, mark: string, paint: Excerpt['paint']): string {
  const last = end.line === start.line ? end.character : text.trimEnd().length;
  const before = displayWidth(shown(text.slice(0, start.character)));
  const words = displayWidth(shown(text.slice(start.character, last)));
  return `${' '.repeat(before)}${paint(mark.repeat(Math.max(1, words)))}`;
}

/** Tabs have no width of their own in a terminal, and control characters could move its cursor. */
function shown(text: string): string {
  return visible(text.replaceAll('\t', '    '));
}

function linesOf(file: string, sources: Map<string, string[]>): string[] {
  let lines = sources.get(file);
  if (!lines) {
    lines = readLines(file);
    sources.set(file, lines);
  }
  return lines;
}

/** None for a file that can't be shown: the diagnostic stands without its line. */
function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r\n|\n|\r/);
  } catch {
    return [];
  }
}

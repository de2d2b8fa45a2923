import { readFileSync } from 'node:fs';
import { explanations } from '@millrace/grammar';
import type { Stream } from '../terminal.ts';
import { visible } from '../visible.ts';
import { displayPath } from './display-path.ts';
import { displayWidth } from './display-width.ts';
import type { FileDiagnostic, Severity, TextRange } from './file-diagnostic.ts';

type Colors = Stream['colors'];

/**
 * Diagnostics for people, the way rustc prints them: what is wrong, the line, the words marked under it, and every other place
 * that is to blame; and what to do.
 */
export function printPretty(diagnostics: readonly FileDiagnostic[], options: { cwd: string; colors: Colors }): string {
  const context = { ...options, sources: new Map<string, string[]>(), helped: new Set<string>() };
  return diagnostics.map((diagnostic) => `${prettyDiagnostic(diagnostic, context)}\n`).join('\n');
}

interface Context {
  cwd: string;
  colors: Colors;
  /** Lines by file, read once. */
  sources: Map<string, string[]>;
  /** Codes whose way out has been told. */
  helped: Set<string>;
}

interface Excerpt {
  file: string;
  range: TextRange;
  mark: string;
  paint: (text: string) => string;
}

function prettyDiagnostic({ severity, code, message, file, range, related }: FileDiagnostic, context: Context): string {
  const { colors } = context;
  const paint = paintOf(severity, colors);
  const gutter = String(Math.max(range.start.line, ...related.map((place) => place.range.start.line)) + 1).length;
  return [
    `${colors.bold(paint(`${severity}[${code}]`))}${colors.bold(`: ${visible(message)}`)}`,
    ...excerpt({ file, range, mark: '^', paint }, gutter, context),
    ...related.flatMap((place) => [
      `${colors.bold(colors.cyan('note'))}: ${visible(place.message)}`,
      ...excerpt({ ...place, mark: '-', paint: colors.cyan }, gutter, context),
    ]),
    ...help(code, context),
  ].join('\n');
}

/** The way out, below the first mistake of its kind. */
function help(code: string, { colors, helped }: Context): string[] {
  const { advice } = explanations[code] ?? {};
  if (advice === undefined || helped.has(code)) return [];
  helped.add(code);
  return [`${colors.bold(colors.cyan('help'))}: ${advice}`];
}

function excerpt({ file, range, mark, paint }: Excerpt, gutter: number, context: Context): string[] {
  const { blue } = context.colors;
  const { line, character } = range.start;
  const place = visible(`${displayPath(file, context.cwd)}:${line + 1}:${character + 1}`);
  const text = linesOf(file, context.sources)[line];
  const arrow = `${' '.repeat(gutter)}${blue('-->')} ${place}`;
  if (text === undefined) return [arrow];
  const bar = `${' '.repeat(gutter + 1)}${blue('|')}`;
  const number = blue(`${String(line + 1).padStart(gutter)} |`);
  return [arrow, bar, `${number} ${shown(text)}`, `${bar} ${underline(text, range, mark, paint)}`];
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

function paintOf(severity: Severity, { red, yellow, cyan }: Colors): Excerpt['paint'] {
  return { error: red, warning: yellow, info: cyan, hint: cyan }[severity];
}

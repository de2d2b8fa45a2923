import { explanations } from '@millrace/grammar';
import type { Stream } from '../terminal.ts';
import { visible } from '../visible.ts';
import { type Excerpt, type ExcerptContext, excerpt } from './excerpt.ts';
import type { FileDiagnostic, Severity } from './file-diagnostic.ts';

type Colors = Stream['colors'];

/**
 * Diagnostics for people, the way rustc prints them: what is wrong, the line, the words marked under it, and every other place
 * that is to blame; and what to do.
 */
export function printPretty(diagnostics: readonly FileDiagnostic[], options: { cwd: string; colors: Colors }): string {
  const context = { ...options, sources: new Map<string, string[]>(), helped: new Set<string>() };
  return diagnostics.map((diagnostic) => `${prettyDiagnostic(diagnostic, context)}\n`).join('\n');
}

interface Context extends ExcerptContext {
  /** Codes whose way out has been told. */
  helped: Set<string>;
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

function paintOf(severity: Severity, { red, yellow, cyan }: Colors): Excerpt['paint'] {
  return { error: red, warning: yellow, info: cyan, hint: cyan }[severity];
}

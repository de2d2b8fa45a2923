import type { TestFailure, TestOutcome } from '../../flow-tests/outcome.ts';
import { countOf } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { type ExcerptContext, excerpt } from '../diagnostics/excerpt.ts';
import { duration } from '../run/amounts.ts';
import type { Stream } from '../terminal.ts';
import { visible } from '../visible.ts';

/** Outcomes for people: a line for each test, then each failure with its words in the file. */
export function printOutcomes(outcomes: readonly TestOutcome[], stream: Stream, cwd: string): string {
  const { colors } = stream;
  const context: ExcerptContext = { cwd, colors, sources: new Map() };
  const lines = outcomes.map((outcome) => line(outcome, context));
  const failed = outcomes.filter(({ status }) => status === 'failed');
  return [...lines, ...failed.map((outcome) => `\n${failureBlock(outcome, context)}`), ''].join('\n');
}

export function summary(outcomes: readonly TestOutcome[], { green, red }: Stream['colors']): string {
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  const tests = countOf(outcomes.length, 'test');
  return failed === 0 ? green(`${tests} passed`) : red(`${failed} of ${tests} failed`);
}

function line({ file, title, status, durationMs }: TestOutcome, { cwd, colors }: ExcerptContext): string {
  const mark = status === 'passed' ? colors.green('✓') : colors.red('✗');
  return `${mark} ${colors.dim(`${displayPath(file, cwd)} ›`)} ${visible(title)}  ${colors.dim(duration(durationMs))}`;
}

function failureBlock({ file, title, failures, output }: TestOutcome, context: ExcerptContext): string {
  const { bold, red, dim } = context.colors;
  const told = failures.flatMap((failure) => ['', ...failureLines(file, failure, context)]);
  const printed = output.length === 0 ? [] : ['', dim('what code printed:'), ...output.map((text) => visible(text))];
  return [`${red('✗')} ${bold(visible(title))}`, ...told, ...printed].join('\n');
}

function failureLines(
  file: string,
  { message, range, expected, actual }: TestFailure,
  context: ExcerptContext,
): string[] {
  const { red, green, bold } = context.colors;
  const gutter = String(range.start.line + 1).length;
  const indent = ' '.repeat(gutter + 1);
  return [
    bold(visible(message)),
    ...excerpt({ file, range, mark: '^', paint: red }, gutter, context),
    ...(expected === undefined ? [] : [`${indent}${green(`- ${shown(expected)}`)}`]),
    ...(actual === undefined ? [] : [`${indent}${red(`+ ${shown(actual)}`)}`]),
  ];
}

function shown(value: unknown): string {
  return visible(JSON.stringify(value));
}

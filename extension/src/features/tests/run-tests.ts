/** Runs tests by `millrace test`, a process for each file, and says what became of them at their words. */
import { dirname } from 'node:path';
import { type CancellationToken, Location, Range, type TestItem, TestMessage, type TestRun, type Uri } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { parseTestReport, type ReportedFailure, type ReportedOutcome } from './test-report.ts';

const gracePeriodMs = 2000;

/** `tests` are of the file at `uri`. */
export async function runTestsOf(
  { runtime, log }: Millrace,
  { uri, tests }: { uri: Uri; tests: readonly TestItem[] },
  run: TestRun,
  token: CancellationToken,
): Promise<void> {
  for (const test of tests) run.started(test);
  const filter = tests.length === 1 ? ['--filter', tests[0]?.label ?? ''] : [];
  const args = ['test', uri.fsPath, ...filter, '--json'];
  log.info(`millrace ${args.join(' ')}`);
  const lines: string[] = [];
  const child = runtime.start(args, { cwd: dirname(uri.fsPath), onLine: (line) => lines.push(line) });
  const stopping = token.onCancellationRequested(() => child.stop(gracePeriodMs));
  try {
    const { stderr } = await child.ended;
    if (token.isCancellationRequested) for (const test of tests) run.skipped(test);
    else tell(lines.join('\n'), stderr, { uri, tests, run });
  } catch (failure) {
    for (const test of tests) run.errored(test, new TestMessage(String(failure)));
  } finally {
    stopping.dispose();
  }
}

interface Asked {
  uri: Uri;
  tests: readonly TestItem[];
  run: TestRun;
}

function tell(text: string, stderr: string, { uri, tests, run }: Asked): void {
  const report = parseTestReport(text);
  for (const test of tests) {
    const outcome = report?.outcomes.find((one) => isOf(one, test));
    if (outcome === undefined)
      run.errored(test, new TestMessage(stderr.trim() || 'The runtime said nothing of this test.'));
    else tellOutcome(outcome, { test, uri, run });
  }
}

/** Ranges are those of the file that is saved, and so is what the runtime has read. */
function isOf({ title, line }: ReportedOutcome, { label, range }: TestItem): boolean {
  return title === label && (range === undefined || range.start.line === line);
}

function tellOutcome(
  { isPassed, durationMs, failures, output }: ReportedOutcome,
  { test, uri, run }: { test: TestItem; uri: Uri; run: TestRun },
): void {
  for (const line of output) run.appendOutput(`${line}\r\n`, undefined, test);
  if (isPassed) run.passed(test, durationMs);
  else
    run.failed(
      test,
      failures.map((failure) => messageOf(failure, uri)),
      durationMs,
    );
}

function messageOf({ message, range: { start, end }, expected, actual }: ReportedFailure, uri: Uri): TestMessage {
  const hasValues = expected !== undefined && actual !== undefined;
  const shown = hasValues ? TestMessage.diff(message, expected, actual) : new TestMessage(message);
  shown.location = new Location(uri, new Range(start.line, start.character, end.line, end.character));
  return shown;
}

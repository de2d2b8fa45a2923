/** Runs tests by `millrace test`, a process for each file, and says what became of them at their words. */
import { dirname } from 'node:path';
import { type CancellationToken, Location, Range, type TestItem, TestMessage, type TestRun, type Uri } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { parseTestReport, type ReportedFailure, type ReportedOutcome } from './test-report.ts';

const gracePeriodMs = 2000;

export type TestStatus = 'passed' | 'failed' | 'errored' | 'skipped';

/** `tests` are of the file at `uri`. Gives what became of each; never rejects. */
export async function runTestsOf(
  { runtime, log }: Millrace,
  { uri, tests }: { uri: Uri; tests: readonly TestItem[] },
  run: TestRun,
  token: CancellationToken,
): Promise<TestStatus[]> {
  for (const test of tests) run.started(test);
  const filter = tests.length === 1 ? ['--filter', tests[0]?.label ?? ''] : [];
  const args = ['test', uri.fsPath, ...filter, '--json'];
  log.info(`millrace ${args.join(' ')}`);
  const lines: string[] = [];
  const child = runtime.start(args, { cwd: dirname(uri.fsPath), onLine: (line) => lines.push(line) });
  const stopping = token.onCancellationRequested(() => child.stop(gracePeriodMs));
  const end = await child.ended.catch((failure: unknown) => ({ stderr: String(failure) }));
  stopping.dispose();
  return token.isCancellationRequested ? skip(tests, run) : tell(lines.join('\n'), end.stderr, { uri, tests, run });
}

function skip(tests: readonly TestItem[], run: TestRun): TestStatus[] {
  for (const test of tests) run.skipped(test);
  return tests.map(() => 'skipped');
}

interface Asked {
  uri: Uri;
  tests: readonly TestItem[];
  run: TestRun;
}

function tell(text: string, stderr: string, { uri, tests, run }: Asked): TestStatus[] {
  const report = parseTestReport(text);
  return tests.map((test) => {
    const outcome = report?.outcomes.find((one) => isOf(one, test));
    if (outcome !== undefined) return tellOutcome(outcome, { test, uri, run });
    run.errored(test, new TestMessage(stderr.trim() || 'The runtime said nothing of this test.'));
    return 'errored';
  });
}

/** Ranges are those of the file that is saved, and so is what the runtime has read. */
function isOf({ title, line }: ReportedOutcome, { label, range }: TestItem): boolean {
  return title === label && (range === undefined || range.start.line === line);
}

function tellOutcome(
  { isPassed, durationMs, failures, output }: ReportedOutcome,
  { test, uri, run }: { test: TestItem; uri: Uri; run: TestRun },
): TestStatus {
  for (const line of output) run.appendOutput(`${line}\r\n`, undefined, test);
  const messages = failures.map((failure) => messageOf(failure, uri));
  if (isPassed) run.passed(test, durationMs);
  else run.failed(test, messages, durationMs);
  return isPassed ? 'passed' : 'failed';
}

function messageOf({ message, range: { start, end }, expected, actual }: ReportedFailure, uri: Uri): TestMessage {
  const hasValues = expected !== undefined && actual !== undefined;
  const shown = hasValues ? TestMessage.diff(message, expected, actual) : new TestMessage(message);
  shown.location = new Location(uri, new Range(start.line, start.character, end.line, end.character));
  return shown;
}

/** What `millrace test --json` says, checked: it comes from another process. */

export interface TestReport {
  outcomes: ReportedOutcome[];
  /** Files whose tests cannot run, by the path that the runtime gives them. */
  broken: string[];
}

export interface ReportedOutcome {
  title: string;
  /** Zero-based, of the word `test`. */
  line: number;
  isPassed: boolean;
  durationMs: number;
  failures: ReportedFailure[];
  /** What code printed meanwhile. */
  output: string[];
}

export interface ReportedFailure {
  message: string;
  range: { start: Place; end: Place };
  /** As JSON; both or none. */
  expected?: string;
  actual?: string;
}

interface Place {
  line: number;
  character: number;
}

/** undefined where it is no report. */
export function parseTestReport(text: string): TestReport | undefined {
  try {
    const { tests, broken } = JSON.parse(text) as { tests?: unknown; broken?: unknown };
    if (!Array.isArray(tests) || !Array.isArray(broken)) return undefined;
    return { outcomes: tests.map(outcomeOf), broken: broken.map(String) };
  } catch {
    return undefined;
  }
}

function outcomeOf(value: Record<string, unknown>): ReportedOutcome {
  const { title, range, status, durationMs, failures, output } = value;
  return {
    title: String(title),
    line: placeOf((range as { start?: unknown }).start).line,
    isPassed: status === 'passed',
    durationMs: Number(durationMs),
    failures: (failures as Record<string, unknown>[]).map(failureOf),
    output: (output as unknown[]).map(String),
  };
}

function failureOf({ message, range, expected, actual }: Record<string, unknown>): ReportedFailure {
  const { start, end } = range as { start?: unknown; end?: unknown };
  const values =
    expected === undefined && actual === undefined ? {} : { expected: shown(expected), actual: shown(actual) };
  return { message: String(message), range: { start: placeOf(start), end: placeOf(end) }, ...values };
}

function shown(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2);
}

function placeOf(value: unknown): Place {
  const { line, character } = value as Place;
  if (!Number.isInteger(line) || !Number.isInteger(character)) throw new Error('That is no place in a text');
  return { line, character };
}

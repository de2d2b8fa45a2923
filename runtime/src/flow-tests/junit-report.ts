import type { Builder } from 'junit-report-builder';
import type { TestOutcome } from './outcome.ts';

/** What a test report of continuous integration reads: a suite per file. `nameOf` says what a file is called there. */
export async function junitReport(outcomes: readonly TestOutcome[], nameOf: (file: string) => string): Promise<string> {
  const report = builderOf((await import('junit-report-builder')).default)
    .newBuilder()
    .name('millrace test');
  for (const [file, tests] of Map.groupBy(outcomes, (outcome) => outcome.file)) {
    const suite = report.testSuite().name(printable(nameOf(file)));
    for (const test of tests) {
      const testCase = suite.testCase().name(printable(test.title)).className(test.flow).file(nameOf(file));
      testCase.time(test.durationMs / 1000);
      const [first] = test.failures;
      if (first !== undefined) testCase.failure(printable(first.message)).stacktrace(printable(details(test, nameOf)));
      if (test.output.length > 0) testCase.standardOutput(printable(test.output.join('\n')));
    }
  }
  return report.build();
}

/** The library says that it is an ES module, and Node loads its other form. */
function builderOf(library: Builder | { default: Builder }): Builder {
  return 'newBuilder' in library ? library : library.default;
}

function details({ file, failures }: TestOutcome, nameOf: (file: string) => string): string {
  const lines = failures.flatMap(({ message, range, expected, actual }) => [
    `${nameOf(file)}:${range.start.line + 1}:${range.start.character + 1} ${message}`,
    ...(expected === undefined ? [] : [`  expected ${JSON.stringify(expected)}`]),
    ...(actual === undefined ? [] : [`  actual   ${JSON.stringify(actual)}`]),
  ]);
  return lines.join('\n');
}

/** XML has no form for most control characters and for half of a surrogate pair. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

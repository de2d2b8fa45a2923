import { join } from 'node:path';
import { loadTestFiles, runTest, type TestOutcome } from 'millrace';
import { projectWith } from './run-plans.ts';

/** Runs all tests of a flow's text, with other files beside it. */
export async function testOutcomes(text: string, files: Record<string, string> = {}): Promise<TestOutcome[]> {
  await using project = await projectWith({ ...files, 'main.flow': text });
  const [file] = await loadTestFiles([join(project.folder, 'main.flow')]);
  if (file === undefined || file.tests.length === 0)
    throw new Error(`No tests: ${file?.diagnostics.map(({ message }) => message).join('\n')}`);
  const signal = new AbortController().signal;
  const run = { file: file.file, projectFolder: project.folder, signal };
  const outcomes: TestOutcome[] = [];
  for (const test of file.tests) outcomes.push(await runTest(test, run));
  return outcomes;
}

/** A line for each failure: `title: words of the test | message | expected | actual`; `title: passed` where there is none. */
export function outcomeLines(text: string, outcomes: readonly TestOutcome[]): string[] {
  const lines = text.split('\n');
  return outcomes.flatMap(({ title, failures }) =>
    failures.length === 0
      ? [`${title}: passed`]
      : failures.map(({ message, range: { start, end }, ...values }) => {
          const line = lines[start.line] ?? '';
          const words = line.slice(start.character, start.line === end.line ? end.character : undefined);
          const shown = [words, message, ...Object.values(values).map((value) => JSON.stringify(value))];
          return `${title}: ${shown.join(' | ')}`;
        }),
  );
}

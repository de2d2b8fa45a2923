import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { inParallel } from '../../flow-tests/in-parallel.ts';
import { junitReport } from '../../flow-tests/junit-report.ts';
import type { TestOutcome } from '../../flow-tests/outcome.ts';
import { type PreparedTest, runTest } from '../../flow-tests/run-test.ts';
import { loadTestFiles, type TestFile } from '../../flow-tests/test-files.ts';
import { writeWhole } from '../../project/write-whole.ts';
import { exitCodes } from '../../protocol.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { byPlace, distinct, fileDiagnostic } from '../diagnostics/file-diagnostic.ts';
import { printPretty } from '../diagnostics/print-pretty.ts';
import { resolvedBy } from '../resolved-parts.ts';
import { secretSources, settingsOf } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import type { TestOptions } from '../test.ts';
import { printOutcomes, summary } from './print-outcomes.ts';

/** Beyond it the processes of tasks and models get into each other's way. */
const parallelMax = 4;

/** Runs all tests of the files once; answers the exit code. */
export async function runTests(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const files = await loadTestFiles(paths);
  const broken = tellBroken(files, terminal);
  const outcomes = await runPrepared(chosen(files, options.filter), options, terminal, signal);
  await report(outcomes, broken, options, terminal);
  if (broken.length > 0) return exitCodes.invalid;
  return outcomes.some(({ status }) => status === 'failed') ? exitCodes.failed : exitCodes.done;
}

/** A test with the file it stands in. */
export interface ChosenTest {
  file: TestFile;
  prepared: PreparedTest;
}

export function chosen(files: readonly TestFile[], filter = ''): ChosenTest[] {
  const all = files.flatMap((file) => file.tests.map((prepared) => ({ file, prepared })));
  return all.filter(({ prepared: { test } }) => test.title.toLowerCase().includes(filter.toLowerCase()));
}

export function runPrepared(
  tests: readonly ChosenTest[],
  options: TestOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TestOutcome[]> {
  return inParallel(tests, Math.min(parallelMax, availableParallelism()), ({ file: { file, project }, prepared }) => {
    const secrets = secretSources(settingsOf(project, options, terminal));
    const resolve = resolvedBy(project, options, terminal);
    return runTest(prepared, { file, projectFolder: project.folder, signal, secrets, resolve });
  });
}

/** Says what is wrong with files whose tests cannot run for it; answers these files. */
export function tellBroken(files: readonly TestFile[], { stderr, cwd }: Terminal): string[] {
  const broken = files.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  const told = broken.flatMap(({ diagnostics, document }) =>
    diagnostics.filter(({ severity }) => severity === 'error').map((one) => fileDiagnostic(one, document)),
  );
  if (told.length > 0) stderr.write(`${printPretty(distinct(told).sort(byPlace), { cwd, colors: stderr.colors })}\n`);
  return broken.map(({ file }) => file);
}

async function report(
  outcomes: readonly TestOutcome[],
  broken: readonly string[],
  { json, junit }: TestOptions,
  { stdout, stderr, cwd }: Terminal,
): Promise<void> {
  const nameOf = (file: string) => displayPath(file, cwd);
  if (junit !== undefined) writeWhole(resolve(cwd, junit), await junitReport(outcomes, nameOf));
  if (json) {
    const tests = outcomes.map((outcome) => ({ ...outcome, file: nameOf(outcome.file) }));
    const failed = outcomes.filter(({ status }) => status === 'failed').length;
    const shown = { tests, passed: outcomes.length - failed, failed, broken: broken.map(nameOf) };
    stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
    return;
  }
  stdout.write(printOutcomes(outcomes, stdout, cwd));
  stderr.write(`${summary(outcomes, stderr.colors)}\n`);
}

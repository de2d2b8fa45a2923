import { canonicalJson, type FlowTest, type Plan, planFlow, type WrittenRecord } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { asRunError } from '../execute/run-failure.ts';
import { type RunOptions, runPlan } from '../execute/run-plan.ts';
import type { Project } from '../project/project.ts';
import { compareRecords } from './compare-records.ts';
import type { TestFailure, TestOutcome } from './outcome.ts';
import { testPlan } from './test-plan.ts';

export interface TestRun {
  /** Absolute. */
  projectFolder: string;
  /** Absolute; of the test. */
  file: string;
  signal: AbortSignal;
  secrets?: RunOptions['secrets'];
  /** Fills in what only the catalogue knows; a test that asks for such fails where it is absent. */
  resolve?(plan: Plan): Promise<Plan>;
}

/** A test with what it runs. */
export interface PreparedTest {
  test: FlowTest;
  /** The plan of its flow, or why there is none. */
  planned: { plan: Plan } | { problem: string };
  /** Changes where the outcome may, and not where only the layout of its file does. */
  key: string;
}

export function prepareTest(test: FlowTest, project: Project): PreparedTest {
  const planned = planOfTest(test, project);
  const { given, expected } = test;
  const records = (clause: { records: readonly WrittenRecord[] }) => clause.records.map(({ value }) => value);
  const meaning = [
    'plan' in planned ? planned.plan.stages.map(({ name, fingerprint }) => [name, fingerprint]) : planned.problem,
    given.map((clause) => [clause.node, records(clause)]),
    expected.map((clause) => [clause.name, clause.isExact, records(clause)]),
  ];
  return { test, planned, key: canonicalJson(JSON.parse(JSON.stringify(meaning, bigintsAsText))) };
}

function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Runs one test to its end. What goes wrong is a failure of the test; never rejects but for a bug or when it is cancelled. */
export async function runTest(prepared: PreparedTest, run: TestRun): Promise<TestOutcome> {
  const started = performance.now();
  const { test } = prepared;
  const output: string[] = [];
  const failures = await failuresOf(prepared, run, output).catch((error) => [ofRun(test, asRunError(error).message)]);
  run.signal.throwIfAborted();
  const { title, flow, range } = test;
  const status = failures.length === 0 ? 'passed' : 'failed';
  const durationMs = Math.round(performance.now() - started);
  return { file: run.file, title, flow, range, status, durationMs, failures, output };
}

async function failuresOf({ test, planned }: PreparedTest, run: TestRun, output: string[]): Promise<TestFailure[]> {
  if ('problem' in planned) return [ofRun(test, planned.problem)];
  using part = testPlan(planned.plan, test);
  const plan = (await run.resolve?.(part.plan)) ?? part.plan;
  const finished = await runPlan(plan, {
    projectFolder: run.projectFolder,
    signal: run.signal,
    secrets: run.secrets,
    onEvent: (event) => {
      if (event.type === 'log') output.push(`${event.node} | ${event.text.trimEnd()}`);
    },
  });
  if (finished.error !== undefined) return [ofRun(test, finished.error.message)];
  return test.expected.flatMap((clause, at) => {
    const came = part.came[at];
    return came === undefined ? [] : compareRecords(clause, came.schema, came.held.rows());
  });
}

/** The flow may stand in another file than its test. */
function planOfTest({ flow, flowUri, values }: FlowTest, { services, folder }: Project): PreparedTest['planned'] {
  const document = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(flowUri)) as LangiumDocument;
  const projectFolder = URI.file(folder);
  const { plan, problems, diagnostics } = planFlow({ document, flow, values, areStreamsGiven: true, projectFolder });
  if (plan !== undefined) return { plan };
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return { problem: [...problems, ...errors].join('; ') };
}

function ofRun({ titleRange }: FlowTest, message: string): TestFailure {
  return { message, range: titleRange };
}

/** The tests of flows in VS Code's Testing view, with a lens and a command for one of them. */
import {
  type CancellationToken,
  CancellationTokenSource,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import { State } from 'vscode-languageclient/node';
import { chosenFlowFile, isFlowFile, saveFlowFiles } from '../../flow-files.ts';
import type { Feature, Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { registerCommand } from '../../register-command.ts';
import { runTestsOf, type TestStatus } from './run-tests.ts';
import { showAll, showTestsOf } from './test-tree.ts';

export const activateTests: Feature = (millrace) => {
  const controller = tests.createTestController('millrace.tests', 'Millrace');
  const log = (failure: unknown) => millrace.log.error(failure as Error);
  const run = (request: TestRunRequest, token: CancellationToken) => runRequest(millrace, controller, request, token);
  controller.refreshHandler = () => showAll(millrace, controller);
  controller.createRunProfile(
    'Run',
    TestRunProfileKind.Run,
    async (request, token) => void (await run(request, token)),
    true,
  );
  return [
    controller,
    millrace.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) showAll(millrace, controller).catch(log);
    }),
    workspace.onDidSaveTextDocument((document) => {
      if (isFlowFile(document)) showTestsOf(millrace, controller, document.uri).catch(log);
    }),
    workspace.onDidOpenTextDocument((document) => {
      if (isFlowFile(document)) showTestsOf(millrace, controller, document.uri).catch(log);
    }),
    registerCommand(millrace, 'millrace.runTest', async (argument, title) => {
      const uri = chosenFlowFile(argument);
      await saveFlowFiles();
      await showTestsOf(millrace, controller, uri);
      const chosen = testsIn(controller.items.get(uri.toString())).filter((item) => isChosen(item, title));
      if (chosen.length === 0) throw new Problem('There is no such test in this file.');
      return run(new TestRunRequest(chosen), new CancellationTokenSource().token);
    }),
  ];
};

/** Without a title, as from the palette, all of the file. */
function isChosen({ label }: TestItem, title: unknown): boolean {
  return typeof title !== 'string' || label === title;
}

/** What became of each test, in their order. */
async function runRequest(
  millrace: Millrace,
  controller: TestController,
  request: TestRunRequest,
  token: CancellationToken,
): Promise<TestStatus[]> {
  if (!workspace.isTrusted) throw new Error('A test runs code of this folder, which is not trusted.');
  await saveFlowFiles();
  const wanted = request.include ?? [...controller.items].map(([, item]) => item);
  const excluded = new Set(request.exclude);
  const all = new Set(wanted.flatMap(testsIn).filter((item) => !excluded.has(item)));
  const run = controller.createTestRun(request);
  for (const test of all) run.enqueued(test);
  const byFile = Map.groupBy(all, ({ uri }) => String(uri));
  const statuses: TestStatus[] = [];
  for (const [uri, own] of byFile) {
    if (token.isCancellationRequested) break;
    statuses.push(...(await runTestsOf(millrace, { uri: Uri.parse(uri), tests: own }, run, token)));
  }
  run.end();
  return statuses;
}

/** A file is its tests. */
function testsIn(item: TestItem | undefined): TestItem[] {
  if (item === undefined) return [];
  return item.children.size === 0 ? [item] : [...item.children].map(([, child]) => child);
}

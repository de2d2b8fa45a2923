import type { RunView } from '@millrace/webview/protocol';
import { type Uri, window } from 'vscode';
import { chosenFlowFile, saveFlowFiles } from '../../flow-files.ts';
import type { Feature, Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { registerCommand } from '../../register-command.ts';
import { askParameters } from './ask-parameters.ts';
import { chooseFlow } from './choose-flow.ts';
import { chosenNode } from './chosen-node.ts';
import { FlowRun } from './flow-run.ts';
import { peek } from './peek.ts';
import { reportRun } from './report-run.ts';
import { ResultsView, resultsViewId } from './results-view.ts';
import { showProgress } from './show-progress.ts';

/** "Run Flow", "Run to Here", "Preview Data" and "Stop". One run at a time: a second one would write the same files. */
export const activateRun: Feature = (millrace) => {
  const results = new ResultsView(millrace);
  let current: FlowRun | undefined;
  // Asked again at the last moment: while one run asks its questions another can begin.
  const start = (uri: Uri, flow: string, options: string[]) => {
    refuseSecond(current);
    current = new FlowRun(millrace, uri, flow, options);
    return current;
  };

  /** How it ended; undefined where a person gave up before it began. */
  async function run(argument: unknown, name: unknown, node?: string): Promise<RunView['status'] | undefined> {
    refuseSecond(current);
    const started = await prepare(millrace, start, { argument, name, node });
    if (started === undefined) return undefined;
    try {
      await showProgress(started);
    } finally {
      current = undefined;
    }
    reportRun(millrace, started, results);
    return started.view.status;
  }

  return [
    window.registerWebviewViewProvider(resultsViewId, results),
    registerCommand(millrace, 'millrace.runFlow', (argument, name) => run(argument, name)),
    registerCommand(millrace, 'millrace.runToHere', async (...given) => {
      const node = await chosenNode(millrace, given, 'runPlaces');
      return node && run(node.uri, node.flow, node.node);
    }),
    registerCommand(millrace, 'millrace.peek', async (...given) => {
      const node = await chosenNode(millrace, given, 'previewPlaces');
      return node && peek(millrace, node, results);
    }),
    registerCommand(millrace, 'millrace.stopRun', () => current?.stop()),
    { dispose: () => current?.stop() },
  ];
};

function refuseSecond(current: FlowRun | undefined): void {
  if (current === undefined) return;
  const stop = { title: 'Stop', run: () => current.stop() };
  throw new Problem(`${current.flow} is still running.`, [stop]);
}

type Start = (uri: Uri, flow: string, options: string[]) => FlowRun;

interface Wanted {
  /** As a command is given it: the file. */
  argument: unknown;
  /** Of the flow. */
  name: unknown;
  /** The last that is to run; all where absent. */
  node: string | undefined;
}

async function prepare(millrace: Millrace, start: Start, { argument, name, node }: Wanted) {
  const uri = chosenFlowFile(argument);
  await saveFlowFiles();
  const flow = await chooseFlow(millrace, uri, name);
  const parameters = flow && (await askParameters(flow));
  const to = node === undefined ? [] : ['--to', node];
  return parameters && start(uri, flow.name, [...parameters, ...to]);
}

import { type Uri, window } from 'vscode';
import { chosenFlowFile, saveFlowFiles } from '../../flow-files.ts';
import type { Feature, Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { registerCommand } from '../../register-command.ts';
import { askParameters } from './ask-parameters.ts';
import { chooseFlow } from './choose-flow.ts';
import { FlowRun } from './flow-run.ts';
import { reportRun } from './report-run.ts';
import { ResultsView, resultsViewId } from './results-view.ts';
import { showProgress } from './show-progress.ts';

/** "Run Flow" and "Stop". One run at a time: a second one would write the same files. */
export const activateRun: Feature = (millrace) => {
  const results = new ResultsView(millrace);
  let current: FlowRun | undefined;
  // Asked again at the last moment: while one run asks its questions another can begin.
  const start = (uri: Uri, flow: string, parameters: string[]) => {
    refuseSecond(current);
    current = new FlowRun(millrace, uri, flow, parameters);
    return current;
  };

  async function run(argument: unknown, name: unknown): Promise<void> {
    refuseSecond(current);
    const started = await prepare(millrace, start, argument, name);
    if (started === undefined) return;
    try {
      await showProgress(started);
    } finally {
      current = undefined;
    }
    reportRun(millrace, started, results);
  }

  return [
    window.registerWebviewViewProvider(resultsViewId, results),
    registerCommand(millrace, 'millrace.runFlow', run),
    registerCommand(millrace, 'millrace.stopRun', () => current?.stop()),
    { dispose: () => current?.stop() },
  ];
};

function refuseSecond(current: FlowRun | undefined): void {
  if (current === undefined) return;
  const stop = { title: 'Stop', run: () => current.stop() };
  throw new Problem(`${current.flow} is still running.`, [stop]);
}

type Start = (uri: Uri, flow: string, parameters: string[]) => FlowRun;

async function prepare(millrace: Millrace, start: Start, argument: unknown, name: unknown) {
  const uri = chosenFlowFile(argument);
  await saveFlowFiles();
  const flow = await chooseFlow(millrace, uri, name);
  const parameters = flow && (await askParameters(flow));
  return parameters && start(uri, flow.name, parameters);
}

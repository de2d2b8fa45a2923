import { window } from 'vscode';
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

  async function run(argument: unknown, name: unknown): Promise<void> {
    const prepared = await prepare(millrace, current, argument, name);
    if (prepared === undefined) return;
    current = prepared;
    try {
      await showProgress(prepared);
    } finally {
      current = undefined;
    }
    reportRun(millrace, prepared, results);
  }

  return [
    window.registerWebviewViewProvider(resultsViewId, results),
    registerCommand(millrace, 'millrace.runFlow', run),
    registerCommand(millrace, 'millrace.stopRun', () => current?.stop()),
    { dispose: () => current?.stop() },
  ];
};

async function prepare(millrace: Millrace, current: FlowRun | undefined, argument: unknown, name: unknown) {
  if (current !== undefined) {
    const stop = { title: 'Stop', run: () => current.stop() };
    throw new Problem(`${current.flow} is still running.`, [stop]);
  }
  const uri = chosenFlowFile(argument);
  await saveFlowFiles();
  const flow = await chooseFlow(millrace, uri, name);
  const parameters = flow && (await askParameters(flow));
  return parameters && new FlowRun(millrace, uri, flow.name, parameters);
}

import { window } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { readSetting } from '../../read-setting.ts';
import { revealNode } from '../../reveal-node.ts';
import type { FlowRun } from './flow-run.ts';
import type { ResultsView } from './results-view.ts';

/** Says how a run ended, and opens its results where the settings say so. */
export function reportRun(millrace: Millrace, run: FlowRun, results: ResultsView): void {
  const { status } = run.view;
  const wanted = readSetting('run.showResults');
  const isOpened = wanted === 'always' || (wanted === 'onFailure' && status === 'failed');
  if (isOpened) results.show(run.results, run.uri);
  const show = { title: 'Show Results', run: () => results.show(run.results, run.uri) };
  if (status === 'failed') void reportFailure(millrace, run, isOpened ? [] : [show]);
  else if (!isOpened) void choose(window.showInformationMessage(`${run.flow} ${status}.`, show.title), [show]);
}

interface Choice {
  title: string;
  run(): unknown;
}

async function reportFailure(
  millrace: Millrace,
  { flow, uri, view: { error } }: FlowRun,
  more: Choice[],
): Promise<void> {
  const { node } = error ?? {};
  const choices: Choice[] = [
    ...(node === undefined
      ? []
      : [{ title: 'Show in Editor', run: () => revealNode(millrace, { uri: uri.toString(), flow, node }) }]),
    { title: 'Show Logs', run: () => millrace.log.show() },
    ...more,
  ];
  const message = `${flow}: ${error?.message ?? 'the run failed.'}`;
  await choose(window.showErrorMessage(message, ...choices.map((choice) => choice.title)), choices);
}

async function choose(answer: Thenable<string | undefined>, choices: Choice[]): Promise<void> {
  const title = await answer;
  await choices.find((choice) => choice.title === title)?.run();
}

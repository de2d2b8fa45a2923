import { dirname } from 'node:path';
import type { RunResults } from '@millrace/webview/protocol';
import { saveFlowFiles } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { runCommand } from '../../run-command.ts';
import { previewResults } from '../../runs/preview-results.ts';
import { askParameters } from './ask-parameters.ts';
import { chooseFlow } from './choose-flow.ts';
import type { ChosenNode } from './chosen-node.ts';
import type { ResultsView } from './results-view.ts';

const limit = 100;

/** Shows the first records that leave a node, where the results of runs are shown, and gives them. Nothing is written. */
export async function peek(
  millrace: Millrace,
  { uri, flow: name, node }: ChosenNode,
  results: ResultsView,
): Promise<RunResults | undefined> {
  await saveFlowFiles();
  const flow = await chooseFlow(millrace, uri, name);
  const parameters = flow && (await askParameters(flow));
  if (flow === undefined || parameters === undefined) return undefined;
  const args = ['preview', uri.fsPath, node, '--flow', flow.name, ...parameters, '--limit', String(limit), '--json'];
  const end = await runCommand(millrace, `Previewing ${node}`, args, dirname(uri.fsPath));
  if (end === undefined) return undefined;
  const shown = previewResults(end.stdout, { flow: flow.name, file: uri.toString(), node });
  if (shown === undefined) throw new Problem(`${node} cannot be previewed: ${reasonIn(end.stderr)}`);
  results.show(shown, uri);
  return shown;
}

function reasonIn(stderr: string): string {
  return stderr.trim().replace(/^error: /, '') || 'the runtime said nothing.';
}

import { type FlowSummary, methods } from '@millrace/language-server/protocol';
import { type Uri, window } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';

/** The flow of the file to run: the one that was named, the only one, or the one a person picks; undefined when they pick none. */
export async function chooseFlow({ client }: Millrace, uri: Uri, name: unknown): Promise<FlowSummary | undefined> {
  const flows = (await client.sendRequest<FlowSummary[] | null>(methods.listFlows, { uri: uri.toString() })) ?? [];
  if (flows.length === 0) throw new Problem('This file has no flow to run.');
  const named = flows.find((flow) => flow.name === name);
  if (named !== undefined || flows.length === 1) return named ?? flows[0];
  const items = flows.map((flow) => ({ label: flow.name, description: parametersText(flow), flow }));
  const picked = await window.showQuickPick(items, { title: 'Run Flow', placeHolder: 'Which flow?' });
  return picked?.flow;
}

function parametersText({ parameters }: FlowSummary): string {
  return parameters.map((parameter) => `${parameter.name}: ${parameter.type}`).join(', ');
}

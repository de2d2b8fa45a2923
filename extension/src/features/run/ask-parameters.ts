import type { FlowSummary } from '@millrace/language-server/protocol';
import { window } from 'vscode';

/** Values for the parameters that have no default, as the command takes them; undefined when the person gives up. */
export async function askParameters({ name, parameters }: FlowSummary): Promise<string[] | undefined> {
  const missing = parameters.filter((parameter) => parameter.default === undefined && !parameter.type.endsWith('?'));
  const args: string[] = [];
  for (const [i, parameter] of missing.entries()) {
    const value = await window.showInputBox({
      title: `Run ${name} (${i + 1} of ${missing.length})`,
      prompt: `${parameter.name}: ${parameter.type}`,
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    args.push('--param', `${parameter.name}=${value}`);
  }
  return args;
}

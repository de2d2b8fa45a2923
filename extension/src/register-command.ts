import { type Disposable, commands as vscodeCommands, window, workspace } from 'vscode';
import { type CommandId, commands } from './commands.ts';
import type { Millrace } from './millrace.ts';
import { Problem, type ProblemAction } from './problem.ts';

/**
 * Registers a command behind the one boundary at which its failures end: a `Problem` is said as it is, anything else is a bug and goes
 * to the log with its stack. What needs trust never starts without it, whoever calls.
 */
export function registerCommand(
  millrace: Pick<Millrace, 'log'>,
  id: CommandId,
  handler: (...args: unknown[]) => unknown,
): Disposable {
  return vscodeCommands.registerCommand(id, async (...args: unknown[]) => {
    try {
      refuseUntrusted(id);
      return await handler(...args);
    } catch (failure) {
      // Not awaited: the message stays until the person answers, the command has ended.
      void report(millrace, id, failure);
    }
  });
}

function refuseUntrusted(id: CommandId): void {
  if (!('needsTrust' in commands[id]) || workspace.isTrusted) return;
  const manage = { title: 'Manage Trust', run: () => vscodeCommands.executeCommand('workbench.trust.manage') };
  throw new Problem(`${commands[id].title} runs code of this folder, which is not trusted.`, [manage]);
}

async function report({ log }: Pick<Millrace, 'log'>, id: CommandId, failure: unknown): Promise<void> {
  const showLogs: ProblemAction = { title: 'Show Logs', run: () => log.show() };
  const { message, actions } =
    failure instanceof Problem
      ? { message: failure.message, actions: [...failure.actions] }
      : { message: `Millrace: ${commands[id].title} failed: ${String(failure)}`, actions: [showLogs] };
  log.error(failure instanceof Problem ? message : failure instanceof Error ? failure : String(failure));
  const chosen = await window.showErrorMessage(message, ...actions.map((action) => action.title));
  await actions.find((action) => action.title === chosen)?.run();
}

import { join } from 'node:path';
import { commands, Uri, window, workspace } from 'vscode';
import type { Feature, Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { registerCommand } from '../../register-command.ts';
import { runCommand } from '../../run-command.ts';

/** "New Project": a small project that runs at once, in a folder a person chooses. */
export const activateProject: Feature = (millrace) => [
  registerCommand(millrace, 'millrace.newProject', () => newProject(millrace)),
];

async function newProject(millrace: Millrace): Promise<void> {
  const name = await window.showInputBox({
    title: 'New Project',
    prompt: 'Name of the project; its folder is called the same',
    value: 'my-flow',
    validateInput: (value) =>
      /^[a-z0-9][a-z0-9._-]*$/.test(value) ? undefined : 'Small letters, digits, ".", "_" and "-"',
  });
  const parent = name && (await askParent());
  if (!name || parent === undefined || parent === '') return;
  const end = await runCommand(millrace, `Creating ${name}`, ['new', name], parent.fsPath);
  if (end === undefined) return;
  if (end.code !== 0) throw new Problem(end.stderr.trim() || `${name} could not be created.`);
  await openProject(join(parent.fsPath, name));
}

async function askParent(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Where should the project be?',
    openLabel: 'Create Here',
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: workspace.workspaceFolders?.[0]?.uri,
  });
  return chosen?.[0];
}

async function openProject(folder: string): Promise<void> {
  const answer = await window.showInformationMessage(`Created ${folder}.`, 'Open Folder', 'Open in New Window');
  if (answer === undefined) return;
  await commands.executeCommand('vscode.openFolder', Uri.file(folder), answer === 'Open in New Window');
}

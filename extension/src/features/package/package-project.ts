import { dirname } from 'node:path';
import { commands, Uri, window } from 'vscode';
import { chosenFlowFile, isUri, saveFlowFiles } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { projectFolderOf } from '../../project-folder.ts';
import { resultOf, runCommand } from '../../run-command.ts';
import { verifyPackage } from './verify-package.ts';

interface Packaged {
  path: string;
  files: number | unknown[];
}

/** Packs the project of the file at hand, and says where the package is. */
export async function packageProject(millrace: Millrace, argument: unknown): Promise<void> {
  const folder = chosenProject(argument);
  await saveFlowFiles();
  const end = await runCommand(millrace, 'Packaging project', ['package', folder, '--json'], folder);
  if (end === undefined) return;
  if (end.code !== 0)
    throw new Problem(`The project was not packaged. ${end.stderr.trim() || end.stdout.trim()}`, [showProblems]);
  const { path } = resultOf<Packaged>(end);
  // Not awaited: the command is done when the package is there.
  void offer(millrace, Uri.file(path));
}

const showProblems = { title: 'Show Problems', run: () => commands.executeCommand('workbench.actions.view.problems') };

function chosenProject(argument: unknown): string {
  const file = isUri(argument) ? argument.fsPath : chosenFlowFile(argument).fsPath;
  const folder = projectFolderOf(file);
  if (folder !== undefined) return folder;
  throw new Problem(`A project has a millrace.json, and there is none in ${dirname(file)} or above it.`);
}

async function offer(millrace: Millrace, file: Uri): Promise<void> {
  const message = `Wrote ${file.path.slice(file.path.lastIndexOf('/') + 1)}.`;
  const answer = await window.showInformationMessage(message, 'Reveal', 'Verify');
  if (answer === 'Reveal') await commands.executeCommand('revealInExplorer', file);
  if (answer === 'Verify') await verifyPackage(millrace, file);
}

/** A companion extension that runs the cases in a host that takes no test path, as code-server's: results go to a file. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from 'vscode';
import { resultsFile } from './results.ts';
import { runCases } from './run-cases.ts';

export async function activate(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) return;
  const results = await runCases();
  const part = join(folder, `${resultsFile}.part`);
  writeFileSync(part, JSON.stringify(results));
  renameSync(part, join(folder, resultsFile));
}

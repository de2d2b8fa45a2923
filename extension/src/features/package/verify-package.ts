import { basename, dirname } from 'node:path';
import { type Uri, window } from 'vscode';
import { isUri } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { resultOf, runCommand } from '../../run-command.ts';

interface Verified {
  ok: boolean;
  problems: string[];
}

/** Says whether a package is whole: every byte as its manifest says, nothing missing, nothing more. */
export async function verifyPackage(millrace: Millrace, argument: unknown): Promise<void> {
  const file = isUri(argument) ? argument : await askPackage();
  if (file === undefined) return;
  const end = await runCommand(millrace, 'Verifying package', ['verify', file.fsPath, '--json'], dirname(file.fsPath));
  if (end === undefined) return;
  const { ok, problems } = resultOf<Verified>(end);
  const name = basename(file.fsPath);
  if (!ok) throw new Problem(`${name} is not whole: ${problems.join('; ')}`);
  void window.showInformationMessage(`${name} is whole: every byte is as its manifest says.`);
}

async function askPackage(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({ title: 'Verify Package', filters: { Packages: ['zip'] } });
  return chosen?.[0];
}

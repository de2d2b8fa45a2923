import { resolve } from 'node:path';
import { Command } from 'commander';
import { verifyPackage } from '../package/verify-package.ts';
import { exitCodes } from '../protocol.ts';
import { refuseNoFile } from './refuse-no-file.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export function verifyCommand(terminal: Terminal): Command {
  return new Command('verify')
    .summary('say whether a package is whole')
    .description('Compares every byte of a package with its manifest: nothing changed, missing or added.')
    .argument('<file>', 'a package, such as card-fraud-1.0.0.zip')
    .option('--json', 'the result as JSON')
    .addHelpText('after', '\nExample:\n  millrace verify card-fraud-1.0.0.zip')
    .action((file: string, options: { json?: boolean }) => terminal.exit(verify(file, options, terminal)));
}

function verify(file: string, { json }: { json?: boolean }, { stdout, stderr, cwd }: Terminal): number {
  const path = resolve(cwd, file);
  refuseNoFile(path, file);
  const result = verifyPackage(path);
  if (json) stdout.write(`${JSON.stringify(result)}\n`);
  else if (result.ok) stdout.write(`${file} is whole\n`);
  else
    stderr.write(
      `${stderr.colors.red(`${file} is not whole`)}\n${result.problems.map((line) => `  ${visible(line)}\n`).join('')}`,
    );
  return result.ok ? exitCodes.done : exitCodes.failed;
}

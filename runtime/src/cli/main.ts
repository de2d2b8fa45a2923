#!/usr/bin/env node
/** The `millrace` command: the one place that ends the process, and the boundary at which bugs are caught. */
import { exitCodes } from '../protocol.ts';
import { refuseOldNode } from './node-version.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
const refusal = refuseOldNode(process.versions.node);
if (refusal !== undefined) {
  terminal.stderr.write(`${refusal}\n`);
  terminal.exit(exitCodes.invalid);
} else {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(process.argv.slice(2), terminal);
}

#!/usr/bin/env node
/** The `millrace` command: the one place that ends the process, and the boundary at which bugs are caught. */
import nodeModule from 'node:module';
import { exitCodes } from '../protocol.ts';
import { refuseOldNode } from './node-version.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
const refusal = refuseOldNode(process.versions.node);
if (refusal !== undefined) {
  terminal.stderr.write(`${refusal}\n`);
  terminal.exit(exitCodes.invalid);
} else {
  // What Node has compiled once it finds again; the command is 2 MB of code.
  nodeModule.enableCompileCache();
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(process.argv.slice(2), terminal);
}

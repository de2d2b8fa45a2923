import { resolve } from 'node:path';
import { Command } from 'commander';
import { flowFiles } from '../project/flow-files.ts';
import { exitCodes } from '../protocol.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { type ProfileChoice, profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { freezeCommand } from './test/freeze.ts';
import { UsageError } from './usage-error.ts';

export interface TestOptions extends ProfileChoice {
  filter?: string;
  json?: boolean;
  junit?: string;
  watch?: boolean;
}

export function testCommand(terminal: Terminal): Command {
  return (
    new Command('test')
      .summary('run the tests of flows')
      .description('Runs the "test" blocks of .flow files: with the records they give, without writing anything.')
      .argument('[path...]', '.flow files or folders (default: this folder)')
      .option('--filter <text>', 'only tests with this text in their title')
      .addOption(profileOption())
      .option('--json', 'the outcomes as JSON')
      .option('--junit <file>', 'also write a report for continuous integration')
      .option('--watch', 'run again what a change of a file touches, until Ctrl-C')
      // Options behind "freeze" are its own.
      .enablePositionalOptions()
      .addCommand(freezeCommand(terminal))
      .addHelpText('after', '\nExamples:\n  millrace test .\n  millrace test main.flow --filter "large" --watch')
      .action(async (paths: string[], options: TestOptions) => terminal.exit(await test(paths, options, terminal)))
  );
}

async function test(given: string[], options: TestOptions, terminal: Terminal): Promise<number> {
  const paths = given.length === 0 ? ['.'] : given;
  if (options.watch && (options.json || options.junit !== undefined))
    throw new UsageError('--watch is for people; leave out --json and --junit');
  const filesNow = () => flowFiles(paths.map((path) => resolve(terminal.cwd, path)));
  if (filesNow().length === 0) throw new UsageError(`There is no .flow file in ${paths.join(', ')}`);
  const { runTests, watchTests } = await import('./later.ts');
  return cancelOnSignals(terminal, async (signal) => {
    try {
      if (options.watch) return await watchTests(filesNow, options, terminal, signal);
      return await runTests(filesNow(), options, terminal, signal);
    } catch (error) {
      if (signal.aborted) return exitCodes.cancelled;
      throw error;
    }
  });
}

import { Command, CommanderError } from 'commander';
import { fileError } from '../connectors/files/file-errors.ts';
import { RunError } from '../execute/run-error.ts';
import { exitCodes } from '../protocol.ts';
import { commands } from './commands.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { visible } from './visible.ts';

/** Runs one call of the command. Never throws: every failure ends in words on stderr and an exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<void> {
  try {
    await program(terminal, args[0]).parseAsync([...args], { from: 'user' });
  } catch (error) {
    terminal.exit(sayFailure(error, terminal));
  }
}

const exitCodesHelp = 'Exit codes: 0 done, 1 failed, 2 a wrong call or a flow with errors, 130 cancelled.';

/** With the command that is `called`; with all of them where that is none, which help or advice is then about. */
function program(terminal: Terminal, called = ''): Command {
  const root = new Command('millrace')
    .description('Check, run, draw and ship pipelines written as .flow files.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'say how to use it')
    // An option belongs to the command it stands behind, also where a command around that has one of the same name.
    .enablePositionalOptions()
    .addHelpText('after', `\n${exitCodesHelp}\n\nExample:\n  millrace run main.flow --param threshold=0.9`);
  const asked = commands.get(called);
  for (const define of asked === undefined ? commands.values() : [asked]) root.addCommand(define(terminal));
  for (const { command, call } of everyCommand(root)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getErrHasColors: () => false,
      getOutHasColors: () => false,
    });
    command.showHelpAfterError(`Say "${call} --help" for how to use it.`);
    if (command !== root) command.helpOption('-h, --help', 'say how to use it').allowExcessArguments(false);
  }
  return root;
}

/** Commands and the commands below them, with how each is called. */
function everyCommand(command: Command, call = 'millrace'): { command: Command; call: string }[] {
  const below = command.commands.flatMap((one) => everyCommand(one, `${call} ${one.name()}`));
  return [{ command, call }, ...below];
}

const invalidCodes: ReadonlySet<string> = new Set([
  'file-not-utf8',
  'config-invalid',
  'file-not-found',
  'file-not-flow',
]);

function sayFailure(error: unknown, { stderr }: Terminal): number {
  // Commander has said its own words already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.invalid;
  const { red, bold } = stderr.colors;
  const known = error instanceof UsageError ? error : operatingFailure(error);
  if (known === undefined) {
    stderr.write(`${bold(red('internal error'))}: please report this with the lines below\n${stackOf(error)}\n`);
    return exitCodes.failed;
  }
  stderr.write(`${bold(red('error'))}: ${visible(known.message)}\n`);
  return known instanceof UsageError || invalidCodes.has(known.code) ? exitCodes.invalid : exitCodes.failed;
}

/** What the operating system refused is a failure, but no bug of ours. */
function operatingFailure(error: unknown): RunError | undefined {
  if (error instanceof RunError) return error;
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const path = 'path' in error ? ` "${error.path}"` : '';
  return fileError(`Cannot ${error.syscall}${path}`, error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import { resolve } from 'node:path';
import { Command } from 'commander';
import { exitCodes } from '../protocol.ts';
import { openFlowFile } from './flow-file.ts';
import { withLineage } from './open-lineage.ts';
import { nodeOf } from './place-of.ts';
import { collectParameter, planOf } from './plan-of.ts';
import { refuseNoFile } from './refuse-no-file.ts';
import { optionsToResume } from './resumable.ts';
import type { RunOptions } from './run-options.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function runCommand(terminal: Terminal): Command {
  return new Command('run')
    .summary('run a flow')
    .description(
      'Runs a flow to its end; what earlier runs have left as it would be is not computed again. Ctrl-C cancels it; outputs appear under their names only when all went well.',
    )
    .argument('<file>', 'a .flow file, or a package')
    .option('--flow <name>', 'which flow, where there are several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--to <node>', 'only what this node needs, and keep its result')
    .option('--force', 'run everything, also what earlier runs have left as it would be')
    .option('--resume [run]', 'go on with the last run that was ended before its end, or with this one')
    .option('--name <name>', 'what to call the run, for "millrace runs"')
    .option('--no-record', 'keep nothing of it in the catalogue of runs')
    .option('--openlineage <file or URL>', 'add its lineage to a file, or send it to a service of OpenLineage')
    .option('--json', 'events as JSON lines')
    .addHelpText('after', '\nExample:\n  millrace run main.flow --param threshold=0.9')
    .action(async (file: string, options: RunOptions) => terminal.exit(await run(file, options, terminal)));
}

const packageResume = `A package keeps nothing of its runs, so none of them can be gone on with: run it without --resume.
For runs that can, unpack it into a folder, put its data there and run its flow file`;

/** What executes plans is loaded only now: it brings native libraries, which the other commands neither need nor wait for. */
async function run(path: string, options: RunOptions, terminal: Terminal): Promise<number> {
  if (path.endsWith('.zip')) {
    if (options.resume !== undefined) throw new UsageError(packageResume);
    const file = resolve(terminal.cwd, path);
    refuseNoFile(file, path);
    const { runPackage } = await import('./later.ts');
    return runPackage(file, options, terminal);
  }
  const file = await openFlowFile(path, terminal);
  const chosen = await optionsToResume(file, options);
  const plan = planOf(file, chosen, terminal);
  if (!plan) return exitCodes.invalid;
  const to = chosen.to === undefined ? undefined : nodeOf(plan, file.document, { name: chosen.to, flow: chosen.flow });
  const { runRecorded } = await import('./later.ts');
  return withLineage(chosen.openlineage, { ...file, plan }, terminal, (onEvent) =>
    runRecorded(plan, file.project, { ...chosen, to }, terminal, onEvent),
  );
}

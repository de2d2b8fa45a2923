import { join } from 'node:path';
import { type Plan, type PlanParameter, printDuration } from '@millrace/grammar';
import { Command } from 'commander';
import { planOfRun } from '../../catalogue/runs.ts';
import { exitCodes } from '../../protocol.ts';
import { openFlowFile } from '../flow-file.ts';
import { planOf } from '../plan-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import type { RunOptions } from '../run-options.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { chosenRun } from './chosen-run.ts';

interface RerunOptions extends ProjectChoice, Pick<RunOptions, 'name' | 'json' | 'force'> {}

export function rerunCommand(terminal: Terminal): Command {
  return new Command('rerun')
    .summary('run the same flow with the same parameters')
    .description('Runs the flow of a run again, as it is written now, with the parameters that the run had.')
    .argument('<run>', 'the beginning of its id, its name, or latest')
    .option('--name <name>', 'what to call the new run')
    .option('--force', 'run every node, whatever earlier runs left')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'events as JSON lines')
    .addHelpText('after', '\nExample:\n  millrace runs rerun baseline')
    .action(async (word: string, options: RerunOptions) => terminal.exit(await rerun(word, options, terminal)));
}

async function rerun(word: string, options: RerunOptions, terminal: Terminal): Promise<number> {
  const { before, folder } = await withCatalogue(options, terminal, async (catalogue) => {
    const run = await chosenRun(catalogue, word);
    return { before: await planOfRun(catalogue, run.id), folder: catalogue.projectFolder };
  });
  if (before === undefined) throw new UsageError(`The run "${word}" has just been removed`);
  const file = await openFlowFile(join(folder, before.source), terminal);
  const choice = { ...options, flow: before.flow, param: textsOf(before.parameters) };
  const plan = planOf(file, choice, terminal);
  if (!plan) return exitCodes.invalid;
  sayChange(before, plan, terminal);
  const { runRecorded } = await import('../later.ts');
  return runRecorded(plan, file.project, choice, terminal);
}

/** Parameters as a call gives them. */
function textsOf(parameters: readonly PlanParameter[]): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, textOf(parameter)]));
}

function textOf({ type, value }: PlanParameter): string {
  const isDuration = type.kind === 'scalar' && type.name === 'duration' && typeof value === 'number';
  return isDuration ? printDuration(value) : String(value);
}

function sayChange(before: Plan, now: Plan, { stderr }: Terminal): void {
  if (before.fingerprint === now.fingerprint) return;
  stderr.write(`${stderr.colors.yellow('note')}: the flow, its code or its models have changed since that run\n`);
}

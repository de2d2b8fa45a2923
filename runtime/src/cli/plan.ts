import type { Plan, Stage } from '@millrace/grammar';
import { Command } from 'commander';
import { exitCodes } from '../protocol.ts';
import { openFlowFile } from './flow-file.ts';
import { collectParameter, type FlowChoice, planOf } from './plan-of.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

interface PlanOptions extends FlowChoice {
  json?: boolean;
}

export function planCommand(terminal: Terminal): Command {
  return new Command('plan')
    .summary('show what a run would do')
    .description(
      'Shows the plan of a flow: its stages in order, and what each would read and write, and the secrets it needs.',
    )
    .argument('<file>', 'a .flow file')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--json', 'the whole plan as JSON')
    .addHelpText('after', '\nExample:\n  millrace plan main.flow --json > plan.json')
    .action(async (file: string, options: PlanOptions) => terminal.exit(await plan(file, options, terminal)));
}

async function plan(path: string, options: PlanOptions, terminal: Terminal): Promise<number> {
  const file = await openFlowFile(path, terminal);
  const made = planOf(file, options, terminal);
  if (!made) return exitCodes.invalid;
  terminal.stdout.write(options.json ? `${JSON.stringify(made, undefined, 2)}\n` : visible(outline(made)));
  return exitCodes.done;
}

function outline({ flow, fingerprint, parameters, stages }: Plan): string {
  const nameWidth = Math.max(...stages.map((stage) => stage.name.length));
  return [
    `${flow}  ${fingerprint.slice(0, 12)}`,
    ...parameters.map(({ name, value }) => `  ${name} = ${JSON.stringify(value)}`),
    ...stages.map((stage) => `  ${stage.kind.padEnd(6)}  ${stage.name.padEnd(nameWidth)}  ${effects(stage)}`.trimEnd()),
    '',
  ].join('\n');
}

function effects({ effects: { reads, writes, secrets } }: Stage): string {
  const parts = [
    ['reads', reads],
    ['writes', writes],
    ['needs the secrets', secrets],
  ] as const;
  return parts.flatMap(([verb, files]) => (files.length === 0 ? [] : [`${verb} ${files.join(', ')}`])).join('; ');
}

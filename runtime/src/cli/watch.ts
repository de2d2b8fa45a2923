import { Command } from 'commander';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { collectParameter } from './plan-of.ts';
import type { RunOptions } from './run-options.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';

export function watchCommand(terminal: Terminal): Command {
  return new Command('watch')
    .summary('run a flow again whenever a change makes its results stale')
    .description(
      'Runs a flow, and then what a change of the flow, its code, its models or its data makes stale, until Ctrl-C. While a text has errors the last results stay.',
    )
    .argument('<file>', 'a .flow file')
    .option('--flow <name>', 'which flow, where there are several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--to <node>', 'only what this node needs')
    .option('--json', 'events as JSON lines')
    .addHelpText('after', '\nExample:\n  millrace watch main.flow')
    .action(async (file: string, options: RunOptions) => {
      const { watchFlow } = await import('./later.ts');
      terminal.exit(await cancelOnSignals(terminal, (signal) => watchFlow(file, options, terminal, signal)));
    });
}

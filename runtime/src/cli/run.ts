import { resolve } from 'node:path';
import { Command } from 'commander';
import { runPlan } from '../execute/run-plan.ts';
import { exitCodes, type RunFinished } from '../protocol.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { openFlowFile, refuseErrors } from './flow-file.ts';
import { collectParameter, type FlowChoice, planOf } from './plan-of.ts';
import { jsonPrinter } from './run/json-printer.ts';
import { livePrinter } from './run/live-printer.ts';
import { plainPrinter } from './run/plain-printer.ts';
import type { RunPrinter } from './run/run-printer.ts';
import type { Terminal } from './terminal.ts';

interface RunOptions extends FlowChoice {
  json?: boolean;
}

export function runCommand(terminal: Terminal): Command {
  return new Command('run')
    .summary('run a flow')
    .description('Runs a flow to its end. Ctrl-C cancels it; outputs appear under their names only when all went well.')
    .argument('<file>', 'a .flow file')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter, {})
    .option('--json', 'events as JSON lines')
    .addHelpText('after', '\nExample:\n  millrace run main.flow --param threshold=0.9')
    .action(async (file: string, options: RunOptions) => terminal.exit(await run(file, options, terminal)));
}

async function run(path: string, options: RunOptions, terminal: Terminal): Promise<number> {
  const file = await openFlowFile(resolve(terminal.cwd, path), terminal);
  if (refuseErrors(file.document, terminal)) return exitCodes.invalid;
  const plan = planOf(file, options);
  const { folder } = file.project;
  const printer = printerFor(options, folder, terminal);
  const finished = await cancelOnSignals(terminal, (signal) =>
    runPlan(plan, { projectFolder: folder, signal, onEvent: (event) => printer.event(event) }),
  );
  printer.finish(finished);
  return exitCodeOf(finished);
}

function printerFor({ json }: RunOptions, folder: string, terminal: Terminal): RunPrinter {
  if (json) return jsonPrinter(terminal.stdout);
  return terminal.stderr.isInteractive ? livePrinter(terminal, folder) : plainPrinter(terminal, folder);
}

function exitCodeOf({ status }: RunFinished): number {
  return { succeeded: exitCodes.done, failed: exitCodes.failed, cancelled: exitCodes.cancelled }[status];
}

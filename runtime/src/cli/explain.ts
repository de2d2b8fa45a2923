import { Command } from 'commander';
import type { Explanation } from '../cache/explain.ts';
import { exitCodes } from '../protocol.ts';
import { explanationLines } from './explain/explanation-lines.ts';
import { openFlowFile } from './flow-file.ts';
import { nodeOf } from './place-of.ts';
import { collectParameter, type FlowChoice, planOf } from './plan-of.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

interface ExplainOptions extends FlowChoice {
  json?: boolean;
}

export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .summary('say why a node would run again')
    .description(
      'Compares what a node depends on (its definition, code, model, parameters, data, versions) with its last run, and names what has changed.',
    )
    .argument('<file>', 'a .flow file')
    .argument('<node>', 'a node of the flow')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace explain main.flow scored')
    .action(async (file: string, node: string, options: ExplainOptions) =>
      terminal.exit(await explain(file, node, options, terminal)),
    );
}

async function explain(path: string, node: string, options: ExplainOptions, terminal: Terminal): Promise<number> {
  const file = await openFlowFile(path, terminal);
  const plan = planOf(file, options, terminal);
  if (!plan) return exitCodes.invalid;
  const stage = nodeOf(plan, file.document, { name: node, flow: options.flow });
  const { explainHere } = await import('./later.ts');
  const [explanation] = await explainHere(file.project, plan, options, terminal, [stage]);
  const text = options.json
    ? JSON.stringify(explanation, undefined, 2)
    : visible(explanationLines(explanation as Explanation, terminal.stdout.colors).join('\n'));
  terminal.stdout.write(`${text}\n`);
  return exitCodes.done;
}

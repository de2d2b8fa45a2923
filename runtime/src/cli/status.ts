import { resolve } from 'node:path';
import { flowSignatures } from '@millrace/grammar';
import { Command } from 'commander';
import type { Explanation } from '../cache/explain.ts';
import { projectFlowFiles } from '../project/flow-files.ts';
import { projectFolderOf } from '../project/project-folder.ts';
import { exitCodes } from '../protocol.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { explanationLines } from './explain/explanation-lines.ts';
import { openFlowFile } from './flow-file.ts';
import { collectParameter, type FlowChoice, planOf } from './plan-of.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { visible } from './visible.ts';

interface StatusOptions extends FlowChoice {
  json?: boolean;
}

interface FlowStatus {
  file: string;
  flow: string;
  nodes: Explanation[];
  /** Why nothing can be said of it. */
  problem?: string;
}

export function statusCommand(terminal: Terminal): Command {
  return new Command('status')
    .summary('list what is stale, and why')
    .description('Says of each flow which outputs and kept results a run would make again, and what has changed since.')
    .argument('[path]', 'a .flow file, or a folder of the project', '.')
    .option('--flow <name>', 'only this flow')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace status')
    .action(async (path: string, options: StatusOptions) => terminal.exit(await status(path, options, terminal)));
}

async function status(path: string, options: StatusOptions, terminal: Terminal): Promise<number> {
  const found: FlowStatus[] = [];
  for (const file of filesOf(resolve(terminal.cwd, path))) found.push(...(await statusOfFile(file, options, terminal)));
  if (found.length === 0)
    throw new UsageError(`There is no ${options.flow ? `flow "${options.flow}"` : 'flow'} in ${path}`);
  const text = options.json ? JSON.stringify({ flows: found }, undefined, 2) : visible(outline(found, terminal));
  terminal.stdout.write(`${text}\n`);
  return exitCodes.done;
}

function filesOf(path: string): string[] {
  return path.endsWith('.flow') ? [path] : projectFlowFiles(projectFolderOf(path));
}

async function statusOfFile(path: string, options: StatusOptions, terminal: Terminal): Promise<FlowStatus[]> {
  const file = await openFlowFile(path, terminal);
  const names = flowSignatures(file.document)
    .map(({ name }) => name)
    .filter((name) => options.flow === undefined || name === options.flow);
  const shown = displayPath(path, terminal.cwd);
  const found: FlowStatus[] = [];
  for (const flow of names)
    found.push({ file: shown, flow, ...(await statusOfFlow(file, { ...options, flow }, terminal)) });
  return found;
}

/** A flow that cannot be planned as things are does not hide the others. */
async function statusOfFlow(
  file: Awaited<ReturnType<typeof openFlowFile>>,
  options: StatusOptions,
  terminal: Terminal,
): Promise<Pick<FlowStatus, 'nodes' | 'problem'>> {
  try {
    const plan = planOf(file, options, terminal);
    if (!plan) return { nodes: [], problem: 'it has errors' };
    const { explainHere } = await import('./later.ts');
    return { nodes: await explainHere(file.project, plan, options, terminal) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { nodes: [], problem: error.message };
  }
}

function outline(flows: readonly FlowStatus[], { stdout: { colors } }: Terminal): string {
  return flows
    .map(({ file, flow, nodes, problem }) =>
      [
        `${colors.bold(flow)}  ${colors.dim(file)}`,
        ...nodes.flatMap((node) => explanationLines(node, colors)).map((line) => `  ${line}`),
        ...(problem === undefined ? [] : [`  ${problem.replaceAll('\n', '\n  ')}`]),
      ].join('\n'),
    )
    .join('\n\n');
}

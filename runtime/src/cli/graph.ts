import { extname, resolve } from 'node:path';
import { diagramOf } from '@millrace/grammar';
import { Command, Option } from 'commander';
import { graphFormats } from '../graph/graph-formats.ts';
import { writeWhole } from '../project/write-whole.ts';
import { exitCodes } from '../protocol.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { openFlowFile } from './flow-file.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface GraphOptions {
  flow?: string;
  format?: string;
  json?: boolean;
  out?: string;
}

export function graphCommand(terminal: Terminal): Command {
  const formats = Object.keys(graphFormats);
  return new Command('graph')
    .summary('draw a flow')
    .description('Draws the graph of a flow, also of one with mistakes: what is known of it, the broken nodes marked.')
    .argument('<file>', 'a .flow file')
    .addOption(new Option('--format <format>', 'default: by the ending of --out, else mermaid').choices(formats))
    .option('--json', 'the same as --format json')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--out <file>', 'write to a file instead of stdout')
    .addHelpText('after', '\nExample:\n  millrace graph main.flow --out main.svg')
    .action(async (file: string, options: GraphOptions) => terminal.exit(await graph(file, options, terminal)));
}

async function graph(path: string, options: GraphOptions, terminal: Terminal): Promise<number> {
  const { document } = await openFlowFile(path, terminal);
  const diagram = diagramOf(document, options.flow);
  if (!diagram) throw new UsageError(`There is no flow ${options.flow ? `"${options.flow}" ` : ''}in ${path}`);
  const text = await graphFormats[formatOf(options)]?.(diagram);
  write(text ?? '', options.out, terminal);
  return exitCodes.done;
}

function write(text: string, out: string | undefined, { stdout, stderr, cwd }: Terminal): void {
  if (out === undefined) {
    stdout.write(text);
    return;
  }
  const path = resolve(cwd, out);
  writeWhole(path, text);
  stderr.write(`Drawn to ${displayPath(path, cwd)}\n`);
}

const formatByEnding: Readonly<Record<string, string>> = {
  '.json': 'json',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.svg': 'svg',
};

function formatOf({ format, json, out = '' }: GraphOptions): string {
  if (json) return 'json';
  if (format !== undefined) return format;
  const known = formatByEnding[extname(out)];
  if (known !== undefined || out === '') return known ?? 'mermaid';
  throw new UsageError(`"${out}" doesn't say in which format; add --format ${Object.keys(graphFormats).join('|')}`);
}

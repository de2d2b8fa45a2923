import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Packaged, packageProject } from '../package/package-project.ts';
import { exitCodes } from '../protocol.ts';
import { countOf } from './count-of.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { byPlace, fileDiagnostic } from './diagnostics/file-diagnostic.ts';
import { printPretty } from './diagnostics/print-pretty.ts';
import type { Terminal } from './terminal.ts';

interface PackageOptions {
  out?: string;
  json?: boolean;
}

export function packageCommand(terminal: Terminal): Command {
  return new Command('package')
    .summary('make one file of a project, to ship')
    .description('Packs flows, their plans, code, models and what millrace.json includes into name-version.zip.')
    .argument('[folder]', 'a project, a folder with millrace.json', '.')
    .option('--out <file>', 'where to; a folder takes name-version.zip')
    .option('--json', 'path, digest and number of files as JSON')
    .addHelpText('after', '\nExample:\n  millrace package . --out dist/')
    .action(async (folder: string, options: PackageOptions) => terminal.exit(await pack(folder, options, terminal)));
}

async function pack(folder: string, { out, json }: PackageOptions, terminal: Terminal): Promise<number> {
  const { cwd, stdout, stderr } = terminal;
  const result = await packageProject(resolve(cwd, folder), { out: (name) => outPath(name, out, cwd) });
  if ('diagnostics' in result) {
    const found = result.diagnostics.map(({ diagnostic, document }) => fileDiagnostic(diagnostic, document));
    stderr.write(`${printPretty(found.sort(byPlace), { cwd, colors: stderr.colors })}\n`);
    return exitCodes.invalid;
  }
  for (const note of result.notes) stderr.write(`${stderr.colors.yellow('note')}: ${note}\n`);
  stdout.write(json ? `${JSON.stringify(asJson(result))}\n` : sentence(result, cwd));
  return exitCodes.done;
}

function outPath(name: string, out: string | undefined, cwd: string): string {
  if (out === undefined) return join(cwd, name);
  const path = resolve(cwd, out);
  const isFolder = /[\\/]$/.test(out) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, name) : path;
}

function asJson({ path, sha256, files }: Packaged) {
  return { path, sha256, files: files.length };
}

function sentence({ path, sha256, files, bytes }: Packaged, cwd: string): string {
  const size = bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
  return `${displayPath(path, cwd)}  ${countOf(files.length, 'file')}, ${size}\nsha256 ${sha256}\n`;
}

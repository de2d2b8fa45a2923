import { mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { projectNamePattern } from '../project/project-config.ts';
import { makeWhole } from '../project/write-whole.ts';
import { exitCodes } from '../protocol.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { projectFiles } from './new/project-files.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function newCommand(terminal: Terminal): Command {
  return new Command('new')
    .summary('make a small project that runs at once')
    .description('Makes a folder with a flow, its data and its model, ready to run.')
    .argument('<name>', 'of the project and its folder')
    .option('--json', 'path and number of files as JSON')
    .addHelpText('after', '\nExample:\n  millrace new machine-health')
    .action((name: string, options: { json?: boolean }) => terminal.exit(create(name, options, terminal)));
}

function create(path: string, { json }: { json?: boolean }, { stdout, cwd }: Terminal): number {
  const folder = resolve(cwd, path);
  const name = projectName(basename(folder));
  refuseUsed(folder, path);
  const files = projectFiles(name);
  makeFolder(folder, files);
  const shown = displayPath(folder, cwd);
  const count = Object.keys(files).length;
  if (json) stdout.write(`${JSON.stringify({ path: folder, files: count })}\n`);
  else stdout.write(`Made ${shown}\n\n  cd ${shown}\n  millrace run main.flow\n`);
  return exitCodes.done;
}

function projectName(name: string): string {
  if (projectNamePattern.test(name)) return name;
  const fitting = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  const example = projectNamePattern.test(fitting) ? fitting : 'machine-health';
  throw new UsageError(
    `"${name}" can't be the name of a project: use lower-case letters, digits and "-", such as "${example}"`,
  );
}

function refuseUsed(folder: string, written: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new UsageError(`${written} is a file; choose another name`);
  if (readdirSync(folder).length > 0) throw new UsageError(`The folder ${written} is not empty; choose another name`);
}

/** All of it appears at once, or nothing. */
function makeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  makeWhole(folder, (part) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(part, path)), { recursive: true });
      writeFileSync(join(part, path), content, { flag: 'wx' });
    }
    // Windows renames nothing onto a folder, not even an empty one.
    if (statSync(folder, { throwIfNoEntry: false })) rmdirSync(folder);
  });
}

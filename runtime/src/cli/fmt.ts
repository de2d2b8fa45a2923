import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { formatFlow } from '@millrace/grammar';
import { Command } from 'commander';
import { fileError } from '../connectors/files/file-errors.ts';
import { flowFiles } from '../project/flow-files.ts';
import { decodeStrictly, NotUtf8Error } from '../project/strict-utf8.ts';
import { writeWhole } from '../project/write-whole.ts';
import { exitCodes } from '../protocol.ts';
import { countOf } from './count-of.ts';
import { displayPath } from './diagnostics/display-path.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface FmtOptions {
  check?: boolean;
  stdin?: boolean;
  json?: boolean;
}

/** What became of the files, each by its path as it is shown. */
interface Formatted {
  changed: string[];
  /** They do not parse; nothing was done to them. */
  broken: string[];
  files: number;
}

export function fmtCommand(terminal: Terminal): Command {
  return new Command('fmt')
    .summary('lay flows out as all are laid out')
    .description('Formats .flow files, or all in a folder. It changes layout alone, never what a flow means.')
    .argument('[path...]', '.flow files or folders; this folder if there are none')
    .option('--check', 'write nothing; end with 1 where a file would change')
    .option('--stdin', 'format stdin to stdout')
    .option('--json', 'what became of the files as JSON')
    .addHelpText('after', '\nExamples:\n  millrace fmt .\n  millrace fmt --check flows')
    .action(async (paths: string[], options: FmtOptions) => terminal.exit(await fmt(paths, options, terminal)));
}

async function fmt(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<number> {
  if (!options.stdin) return fmtFiles(paths.length > 0 ? paths : ['.'], options, terminal);
  if (paths.length > 0 || options.json)
    throw new UsageError('--stdin takes one text and gives one text: leave out paths and --json');
  return fmtText(await readAll(process.stdin), options, terminal);
}

function fmtText(text: string, { check }: FmtOptions, { stdout, stderr }: Terminal): number {
  const formatted = formatFlow(text);
  if (formatted === undefined) {
    stderr.write('error: stdin does not parse; millrace check says where\n');
    return exitCodes.invalid;
  }
  if (!check) stdout.write(formatted);
  return check && formatted !== text ? exitCodes.failed : exitCodes.done;
}

function fmtFiles(paths: readonly string[], options: FmtOptions, terminal: Terminal): number {
  const files = flowFiles(paths.map((path) => resolve(terminal.cwd, path)));
  if (files.length === 0) throw new UsageError(`There is no .flow file in ${paths.join(', ')}`);
  const found: Formatted = { changed: [], broken: [], files: files.length };
  for (const file of files) {
    const became = fmtFile(file, options);
    if (became !== 'same') found[became].push(displayPath(file, terminal.cwd));
  }
  tell(found, options, terminal);
  if (found.broken.length > 0) return exitCodes.invalid;
  return options.check && found.changed.length > 0 ? exitCodes.failed : exitCodes.done;
}

function fmtFile(file: string, { check }: FmtOptions): 'same' | 'changed' | 'broken' {
  const text = textOf(file);
  const formatted = text === undefined ? undefined : formatFlow(text);
  if (formatted === undefined) return 'broken';
  if (formatted === text) return 'same';
  if (!check) writeWhole(realpathSync(file), formatted, statSync(file).mode);
  return 'changed';
}

/** With its byte order mark, which stays; undefined for what is no text. */
function textOf(file: string): string | undefined {
  const bytes = readBytes(file);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
  try {
    return mark + decodeStrictly(bytes, file);
  } catch (error) {
    if (error instanceof NotUtf8Error) return undefined;
    throw error;
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileError(`Cannot read "${file}"`, error);
  }
}

function tell({ changed, broken, files }: Formatted, { check, json }: FmtOptions, { stdout, stderr }: Terminal): void {
  if (json) {
    stdout.write(`${JSON.stringify({ changed, broken, files })}\n`);
    return;
  }
  for (const path of changed) stdout.write(`${path}\n`);
  for (const path of broken) stderr.write(`error: ${path} does not parse; millrace check says where\n`);
  const verb = check ? 'would change' : 'changed';
  stderr.write(
    `${countOf(files, 'file')}: ${changed.length === 0 ? 'nothing to change' : `${countOf(changed.length, 'file')} ${verb}`}\n`,
  );
}

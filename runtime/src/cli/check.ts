import { resolve } from 'node:path';
import { checkDocument, mistakesElsewhere } from '@millrace/grammar';
import { Command, Option } from 'commander';
import { flowFiles } from '../project/flow-files.ts';
import { loadFlowFile, openBeside, openUnconfigured, type Project } from '../project/project.ts';
import { projectFolderOf } from '../project/project-folder.ts';
import { NotUtf8Error } from '../project/strict-utf8.ts';
import { flowsOf, loadWholeProject } from '../project/whole-project.ts';
import { exitCodes } from '../protocol.ts';
import { countOf } from './count-of.ts';
import { configDiagnostics } from './diagnostics/config-diagnostics.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { byPlace, distinct, type FileDiagnostic, fileDiagnostic, hasErrors } from './diagnostics/file-diagnostic.ts';
import { notUtf8 } from './diagnostics/not-utf8.ts';
import { printGithub } from './diagnostics/print-github.ts';
import { printJson } from './diagnostics/print-json.ts';
import { printPretty } from './diagnostics/print-pretty.ts';
import { printSarif } from './diagnostics/print-sarif.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const formats = ['pretty', 'json', 'github', 'sarif'] as const;
type Format = (typeof formats)[number];

export function checkCommand(terminal: Terminal): Command {
  return new Command('check')
    .summary('say what is wrong with flows, without running them')
    .description('Checks .flow files, or all in a folder: names, types, schemas along the graph, models and files.')
    .argument('<path...>', '.flow files or folders')
    .option('--json', 'the same as --format json')
    .addOption(new Option('--format <format>', 'how to print what is found').choices(formats).default('pretty'))
    .addHelpText('after', '\nExamples:\n  millrace check .\n  millrace check main.flow --format sarif > check.sarif')
    .action(async (paths: string[], options: { json?: boolean; format: Format }) => {
      terminal.exit(await check(paths, options.json ? 'json' : options.format, terminal));
    });
}

async function check(paths: readonly string[], format: Format, terminal: Terminal): Promise<number> {
  const leftOut = (file: string) => terminal.stderr.write(`${tooLarge(file, terminal)}\n`);
  const files = flowFiles(
    paths.map((path) => resolve(terminal.cwd, path)),
    leftOut,
  );
  if (files.length === 0) throw new UsageError(`There is no .flow file in ${paths.join(', ')}`);
  const diagnostics = distinct(await checkFiles(files)).sort(byPlace);
  terminal.stdout.write(printed(diagnostics, format, files.length, terminal));
  if (format === 'pretty') terminal.stderr.write(`${summary(diagnostics, files.length)}\n`);
  return hasErrors(diagnostics) ? exitCodes.invalid : exitCodes.done;
}

function tooLarge(file: string, { cwd }: Terminal): string {
  return `${displayPath(file, cwd)} is larger than 1 MB and was not looked at; name it to check it`;
}

/** All are read before the first is checked: what is wrong with a project, and what is used in it, stands in any of its files. */
async function checkFiles(files: readonly string[]): Promise<FileDiagnostic[]> {
  const first = openUnconfigured(files[0] as string);
  const folders = [...new Set(files.map(projectFolderOf))];
  for (const folder of folders) await loadWholeProject(openBeside(first, folder));
  const found = folders.flatMap((folder) => configDiagnostics(folder, flowsOf(openBeside(first, folder))));
  for (const file of files) for (const one of await checkFile(first, file)) found.push(one);
  return found;
}

async function checkFile(project: Project, file: string): Promise<FileDiagnostic[]> {
  try {
    const document = await loadFlowFile(project, file);
    const told = [...checkDocument(document), ...mistakesElsewhere(document, checkDocument)];
    return told.map((diagnostic) => fileDiagnostic(diagnostic, document));
  } catch (error) {
    if (error instanceof NotUtf8Error) return [notUtf8(error)];
    throw error;
  }
}

function printed(diagnostics: readonly FileDiagnostic[], format: Format, files: number, terminal: Terminal): string {
  const { cwd } = terminal;
  if (format === 'json') return printJson(diagnostics, { cwd, files });
  if (format === 'github') return printGithub(diagnostics, cwd);
  if (format === 'sarif') return printSarif(diagnostics, cwd);
  return printPretty(diagnostics, { cwd, colors: terminal.stdout.colors });
}

function summary(diagnostics: readonly FileDiagnostic[], files: number): string {
  const count = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const found = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('info'), 'note'],
    [count('hint'), 'hint'],
  ] as const;
  const named = found.filter(([number]) => number > 0).map(([number, name]) => countOf(number, name));
  return `${countOf(files, 'file')} checked: ${named.length === 0 ? 'nothing wrong' : named.join(', ')}`;
}

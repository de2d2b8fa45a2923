import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { flowFiles } from '../project/flow-files.ts';
import { openUnconfigured } from '../project/project.ts';
import { leftTypesFiles, makeTypesChange, type TypesFile, typesFilesFor } from '../project/types-files.ts';
import { exitCodes } from '../protocol.ts';
import { countOf } from './count-of.ts';
import { displayPath } from './diagnostics/display-path.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface TypesOptions {
  check?: boolean;
  json?: boolean;
}

/** What became of the files of types, each by its path as it is shown. */
interface Outcome {
  written: string[];
  removed: string[];
  /** In words: flow files whose types were left as they are. */
  problems: string[];
  /** Flow files that were looked at. */
  files: number;
}

export function typesCommand(terminal: Terminal): Command {
  return new Command('types')
    .summary('write the types that the code of tasks is checked with')
    .description(
      'Writes main.flow.d.ts, and main_flow.pyi for tasks in Python, beside main.flow: for every task the records that its code gets and gives, and its parameters.',
    )
    .argument('[path...]', '.flow files or folders; this folder if there are none')
    .option('--check', 'write nothing; end with 1 where a file would change')
    .option('--json', 'what became of the files as JSON')
    .addHelpText('after', '\nExamples:\n  millrace types .\n  millrace types --check')
    .action(async (paths: string[], options: TypesOptions) =>
      terminal.exit(await types(paths.length > 0 ? paths : ['.'], options, terminal)),
    );
}

async function types(paths: readonly string[], options: TypesOptions, terminal: Terminal): Promise<number> {
  const places = paths.map((path) => resolve(terminal.cwd, path));
  const files = flowFiles(places);
  const changes = places.flatMap(leftTypesFiles).filter(isFirstOfPath);
  if (files.length + changes.length === 0) throw new UsageError(`There is no .flow file in ${paths.join(', ')}`);
  const project = openUnconfigured(places[0] as string);
  const problems: string[] = [];
  for (const file of files) {
    const own = (await typesFilesFor(project, file)).map((one) => asSecond(one, changes));
    changes.push(...own);
    problems.push(...problemsOf(displayPath(file, terminal.cwd), own, terminal.cwd));
  }
  if (!options.check) for (const file of changes) makeTypesChange(file);
  const outcome = outcomeOf(changes, problems, files.length, terminal.cwd);
  tell(outcome, options, terminal);
  if (outcome.problems.length > 0) return exitCodes.invalid;
  return options.check && outcome.written.length + outcome.removed.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** A file that another flow of these gets its types in holds no others. */
function asSecond({ path, flowFile, change }: TypesFile, before: readonly TypesFile[]): TypesFile {
  const first = before.find((one) => one.path === path && one.flowFile !== flowFile && one.change.to === 'write');
  if (first?.flowFile === undefined || change.to !== 'write') return { path, flowFile, change };
  return { path, flowFile, change: { to: 'share', with: basename(first.flowFile) } };
}

/** A folder may be named twice. */
function isFirstOfPath({ path }: TypesFile, index: number, all: readonly TypesFile[]): boolean {
  return all.findIndex((one) => one.path === path) === index;
}

function outcomeOf(changes: readonly TypesFile[], problems: string[], files: number, cwd: string): Outcome {
  const pathsOf = (to: TypesFile['change']['to']) =>
    changes.filter(({ change }) => change.to === to).map(({ path }) => displayPath(path, cwd));
  return { written: pathsOf('write'), removed: pathsOf('remove'), problems, files };
}

/** Each said once, whatever the number of languages. */
function problemsOf(flowFile: string, files: readonly TypesFile[], cwd: string): string[] {
  return [...new Set(files.flatMap((file) => problemOf(flowFile, file, cwd) ?? []))];
}

function problemOf(flowFile: string, { path, change }: TypesFile, cwd: string): string | undefined {
  if (change.to === 'refuse')
    return `${displayPath(path, cwd)} was not made by millrace types; move it away, or give it another name`;
  if (change.to === 'share')
    return `${displayPath(path, cwd)} has the types of ${change.with}, and would have those of ${flowFile} too; give one of the two flow files another name`;
  if (change.to !== 'wait') return undefined;
  const [first, ...others] = change.tasks;
  if (first === undefined) return `${flowFile} does not parse; millrace check says where`;
  const more = others.length === 0 ? '' : ` and ${countOf(others.length, 'other task')}`;
  return `${flowFile}: the records of "${first}"${more} are not known; millrace check says why`;
}

function tell(outcome: Outcome, { check, json }: TypesOptions, { stdout, stderr }: Terminal): void {
  const { written, removed, problems, files } = outcome;
  if (json) {
    stdout.write(`${JSON.stringify(outcome)}\n`);
    return;
  }
  for (const path of [...written, ...removed]) stdout.write(`${path}\n`);
  for (const problem of problems) stderr.write(`error: ${problem}\n`);
  const counts = [
    [written.length, check ? 'would be written' : 'written'],
    [removed.length, check ? 'would be removed' : 'removed'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, verb]) => `${countOf(count, 'file')} ${verb}`);
  stderr.write(`${countOf(files, 'flow file')}: ${said.length === 0 ? 'nothing to change' : said.join(', ')}\n`);
}

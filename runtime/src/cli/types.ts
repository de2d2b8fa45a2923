import { resolve } from 'node:path';
import { type TypesChange, typesEnding } from '@millrace/grammar';
import { Command } from 'commander';
import { flowFiles } from '../project/flow-files.ts';
import { openUnconfigured } from '../project/project.ts';
import { goneFlowFiles, makeTypesChange, typesChangeFor } from '../project/types-files.ts';
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
      'Writes main.flow.d.ts beside main.flow: for every task the records that its code gets and gives, and its parameters.',
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
  const gone = [...new Set(places.flatMap(goneFlowFiles))];
  if (files.length + gone.length === 0) throw new UsageError(`There is no .flow file in ${paths.join(', ')}`);
  const changes = gone.map((file): [string, TypesChange] => [file, { to: 'remove' }]);
  const project = openUnconfigured(places[0] as string);
  for (const file of files) changes.push([file, await typesChangeFor(project, file)]);
  if (!options.check) for (const [file, change] of changes) makeTypesChange(change, file);
  const outcome = outcomeOf(changes, files.length, terminal.cwd);
  tell(outcome, options, terminal);
  if (outcome.problems.length > 0) return exitCodes.invalid;
  return options.check && outcome.written.length + outcome.removed.length > 0 ? exitCodes.failed : exitCodes.done;
}

function outcomeOf(changes: readonly [string, TypesChange][], files: number, cwd: string): Outcome {
  const typesOf = (to: TypesChange['to']) =>
    changes.filter(([, change]) => change.to === to).map(([file]) => displayPath(file + typesEnding, cwd));
  const problems = changes.flatMap(([file, change]) => problemOf(displayPath(file, cwd), change) ?? []);
  return { written: typesOf('write'), removed: typesOf('remove'), problems, files };
}

function problemOf(file: string, change: TypesChange): string | undefined {
  if (change.to === 'refuse')
    return `${file}${typesEnding} was not made by millrace types; move it away, or give it another name`;
  if (change.to !== 'wait') return undefined;
  const [first, ...others] = change.tasks;
  if (first === undefined) return `${file} does not parse; millrace check says where`;
  const more = others.length === 0 ? '' : ` and ${countOf(others.length, 'other task')}`;
  return `${file}: the records of "${first}"${more} are not known; millrace check says why`;
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

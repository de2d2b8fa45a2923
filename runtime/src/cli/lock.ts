import { resolve } from 'node:path';
import { pinnedCodesOf } from '@millrace/grammar';
import { Command } from 'commander';
import { lockCode } from '../pinned-code/lock-code.ts';
import { projectFlowFiles } from '../project/flow-files.ts';
import { loadFlowFiles, openProject } from '../project/project.ts';
import { exitCodes } from '../protocol.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { countOf } from './count-of.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  update?: boolean;
  json?: boolean;
}

export function lockCommand(terminal: Terminal): Command {
  return new Command('lock')
    .summary('lock and fetch code of other git repositories')
    .description(
      'Writes flow.lock: which commit every git+… of the project’s flows means, and a digest of its files; fetches what is not here. What is locked keeps its commit. Afterwards runs and packages need no network.',
    )
    .argument('[folder]', 'the project; this folder if there is none', '.')
    .option('--update', 'ask again what tags and branches mean')
    .option('--json', 'what is locked as JSON')
    .addHelpText('after', '\nExamples:\n  millrace lock\n  millrace lock --update')
    .action(async (folder: string, options: Options) => terminal.exit(await lock(folder, options, terminal)));
}

async function lock(folder: string, { update, json }: Options, terminal: Terminal): Promise<number> {
  const { stdout, cwd } = terminal;
  const project = openProject(resolve(cwd, folder));
  const documents = await loadFlowFiles(project, projectFlowFiles(project.folder));
  const named = documents.flatMap(pinnedCodesOf);
  const locked = await cancelOnSignals(terminal, (signal) => lockCode(project.folder, named, { update, signal }));
  if (json) stdout.write(`${JSON.stringify({ code: locked })}\n`);
  else {
    for (const { repository, ref, commit } of locked) stdout.write(`${repository}#${ref} is ${commit}\n`);
    terminal.stderr.write(`${countOf(locked.length, 'reference')} locked\n`);
  }
  return exitCodes.done;
}

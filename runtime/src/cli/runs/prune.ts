import { durationMs } from '@millrace/grammar';
import { Command, InvalidArgumentError } from 'commander';
import { type Pruned, pruneRuns } from '../../catalogue/retention.ts';
import { exitCodes } from '../../protocol.ts';
import { countOf } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { size } from '../run/amounts.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { countArgument } from './list.ts';

interface PruneOptions extends ProjectChoice {
  keep?: number;
  olderThan?: number;
  dryRun?: boolean;
  json?: boolean;
}

export function pruneCommand(terminal: Terminal): Command {
  return new Command('prune')
    .summary('forget old runs')
    .description(
      'Forgets old runs and removes the results that were kept for them. Runs stay that made something which a dataset, a model, a review or a newer run needs. Files that flows wrote are not touched.',
    )
    .option('--keep <n>', 'the newest so many stay', countArgument)
    .option('--older-than <duration>', 'only those that began longer ago, such as 30d or 12h', durationArgument)
    .option('--dry-run', 'say what would go, and remove nothing')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace runs prune --keep 50 --older-than 30d')
    .action(async (options: PruneOptions) => terminal.exit(await prune(options, terminal)));
}

function durationArgument(text: string): number {
  const ms = durationMs(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('It must be a duration, such as 30d or 12h.');
  return ms;
}

async function prune(options: PruneOptions, terminal: Terminal): Promise<number> {
  const { keep, olderThan, dryRun, json } = options;
  if (keep === undefined && olderThan === undefined)
    throw new UsageError('Say which runs may go: --keep N, --older-than DURATION, or both');
  const before = olderThan === undefined ? undefined : new Date(Date.now() - olderThan).toISOString();
  const pruned = await withCatalogue(options, terminal, (catalogue) => pruneRuns(catalogue, { keep, before }, dryRun));
  const { stdout } = terminal;
  stdout.write(json ? `${JSON.stringify(asJson(pruned), undefined, 2)}\n` : `${inWords(pruned, dryRun)}\n`);
  return exitCodes.done;
}

function asJson({ removed, needed, files, bytes }: Pruned) {
  return { removed: removed.map(({ id }) => id), needed: needed.map(({ id }) => id), files, bytes };
}

function inWords({ removed, needed, files, bytes }: Pruned, isTrial = false): string {
  const gone = `${isTrial ? 'Would forget' : 'Forgot'} ${countOf(removed.length, 'run')}`;
  const freed = files === 0 ? '' : `, and removed ${countOf(files, 'file')} of ${size(bytes)}`;
  const stay = needed.length === 0 ? '' : `; ${countOf(needed.length, 'old run')} stay because something needs them`;
  return `${gone}${freed}${stay}`;
}

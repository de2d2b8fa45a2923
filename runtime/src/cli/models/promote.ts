import { Command } from 'commander';
import { promoteCheckpoint } from '../../catalogue/models.ts';
import { exitCodes } from '../../protocol.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { shortDigest } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { chosenCheckpoint, chosenModel } from './chosen-model.ts';

interface PromoteOptions extends ProjectChoice {
  json?: boolean;
}

export function promoteCommand(terminal: Terminal): Command {
  return new Command('promote')
    .summary('let "latest" mean a checkpoint')
    .description('Lets "checkpoint: latest" mean this checkpoint until another is promoted, however many are made.')
    .argument('<model>', 'its name')
    .argument('<checkpoint>', 'the beginning of its digest')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace models promote CardRisk 3f2a1b0c')
    .action(async (name: string, word: string, options: PromoteOptions) =>
      terminal.exit(await promote(name, word, options, terminal)),
    );
}

async function promote(name: string, word: string, options: PromoteOptions, terminal: Terminal): Promise<number> {
  const { sha256, pinned } = await withCatalogue(options, terminal, async (catalogue) => {
    const chosen = await chosenModel(catalogue, name);
    const { sha256 } = chosenCheckpoint(chosen, word);
    await promoteCheckpoint(catalogue, name, sha256);
    return { sha256, pinned: chosen.model.pinned };
  });
  const isHidden = pinned !== undefined && pinned !== sha256;
  const { stdout, stderr } = terminal;
  stdout.write(
    options.json ? `${JSON.stringify({ model: name, sha256 })}\n` : `${name}: ${shortDigest(sha256)} is promoted\n`,
  );
  if (isHidden) stderr.write(`"latest" still means ${shortDigest(pinned)}, which is pinned\n`);
  return exitCodes.done;
}

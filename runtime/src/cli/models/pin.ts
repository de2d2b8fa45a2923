import { Command } from 'commander';
import { pinCheckpoint } from '../../catalogue/models.ts';
import { exitCodes } from '../../protocol.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { shortDigest } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { chosenCheckpoint, chosenModel } from './chosen-model.ts';

interface PinOptions extends ProjectChoice {
  release?: boolean;
  json?: boolean;
}

export function pinCommand(terminal: Terminal): Command {
  return new Command('pin')
    .summary('hold a model at a checkpoint')
    .description(
      'Lets "checkpoint: latest" mean this checkpoint whatever is made or promoted; --release lets go of it.',
    )
    .argument('<model>', 'its name')
    .argument('[checkpoint]', 'the beginning of its digest')
    .option('--release', 'pin none')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace models pin CardRisk 3f2a1b0c')
    .action(async (name: string, word: string | undefined, options: PinOptions) =>
      terminal.exit(await pin(name, word, options, terminal)),
    );
}

async function pin(name: string, word: string | undefined, options: PinOptions, terminal: Terminal): Promise<number> {
  if ((word === undefined) !== (options.release === true))
    throw new UsageError('Name a checkpoint to pin, or say --release');
  const pinned = await withCatalogue(options, terminal, async (catalogue) => {
    const chosen = await chosenModel(catalogue, name);
    const sha256 = word === undefined ? null : chosenCheckpoint(chosen, word).sha256;
    await pinCheckpoint(catalogue, name, sha256);
    return sha256;
  });
  const said = pinned === null ? 'none is pinned' : `${shortDigest(pinned)} is pinned`;
  terminal.stdout.write(options.json ? `${JSON.stringify({ model: name, pinned })}\n` : `${name}: ${said}\n`);
  return exitCodes.done;
}

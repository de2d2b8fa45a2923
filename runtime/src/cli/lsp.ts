import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from './usage-error.ts';

/**
 * The server is a program of its own. It is found by a path made at run time, so that the runtime never depends on it: as a
 * bundle beside the command's, in a built repository, in an installed extension, or as source.
 */
const places = [
  './language-server.js',
  '../../language-server/dist/language-server.js',
  '../dist/language-server.js',
  '../../../language-server/src/main.entry.ts',
];

export function lspCommand(): Command {
  return new Command('lsp')
    .summary('speak the Language Server Protocol, for editors')
    .description('Serves an editor over stdin and stdout.')
    .option('--stdio', 'over stdin and stdout, the only way there is')
    .addHelpText('after', '\nExample:\n  millrace lsp --stdio')
    .action(serve);
}

async function serve(): Promise<void> {
  const place = places.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  if (!place) throw new UsageError('The language server is not installed beside this command');
  // The server looks for the kind of its connection among the arguments of the process.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  await import(place.href);
}

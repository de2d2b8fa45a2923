/** `npm run build [name …]`: writes the bundles and their metafiles; with `--watch` keeps them fresh. */
import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build as bundle, context } from 'esbuild';
import { type Bundle, bundles, bundlesOf } from './bundles.ts';

export async function build(names: string[] = []): Promise<void> {
  await Promise.all((names.length === 0 ? bundles() : bundlesOf(names)).map(buildOne));
  copyAssets();
}

async function buildOne({ name, options }: Bundle): Promise<void> {
  for (const stale of globSync(`${options.outdir}/chunk-*.js{,.map}`)) rmSync(stale);
  const { metafile } = await bundle({ ...options, metafile: true, logLevel: 'warning' });
  mkdirSync('dist/meta', { recursive: true });
  writeFileSync(`dist/meta/${name}.json`, JSON.stringify(metafile));
}

/** The command starts the language server from the file beside its own bundle. */
function copyAssets(): void {
  mkdirSync('runtime/dist', { recursive: true });
  copyFileSync('language-server/dist/language-server.js', 'runtime/dist/language-server.js');
}

export async function watch(): Promise<void> {
  for (const { options } of bundles()) await (await context({ ...options, logLevel: 'info' })).watch();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  await (names.includes('--watch') ? watch() : build(names));
}

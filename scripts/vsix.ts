/** `npm run package [target …]`: bundles everything and writes dist/millrace-<target>.vsix; this machine's target if none is named. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.ts';
import { type StagedFile, type Target, targets, vsixFiles } from './vsix-files.ts';

const sizeMax = 45 * 1024 * 1024;

/** Stages and packs one target from bundles that are built; gives the path of the VSIX. */
export function packVsix(target: Target): string {
  const stage = join('dist', 'vsix', target);
  const files = vsixFiles(target);
  rmSync(stage, { recursive: true, force: true });
  for (const { from, to } of files) copyInto(stage, { from, to });
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  const vsix = join('dist', `millrace-${target}.vsix`);
  callVsce(stage, target, vsix);
  refuseBig(vsix, files);
  return vsix;
}

export function thisTarget(): Target {
  const name = `${process.platform}-${process.arch}`;
  const target = targets.find((each) => each === name);
  if (target === undefined) throw new Error(`There is no VSIX for ${name}; there is one for ${targets.join(', ')}`);
  return target;
}

function copyInto(stage: string, { from, to }: StagedFile): void {
  const path = join(stage, to);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(from, path);
}

/** The manifest as it ships: everything is bundled, so nothing is left to install. */
function manifest(): Record<string, unknown> {
  const { private: _, dependencies, exports, ...shipped } = JSON.parse(readFileSync('extension/package.json', 'utf8'));
  return { ...shipped, name: 'millrace-vscode' };
}

function callVsce(stage: string, target: Target, vsix: string): void {
  const out = join(process.cwd(), vsix);
  const args = [
    'package',
    '--no-dependencies',
    '--target',
    target,
    '--out',
    out,
    '--allow-missing-repository',
    '--skip-license',
  ];
  const vsce = join(process.cwd(), 'node_modules', '@vscode', 'vsce', 'vsce');
  const result = spawnSync(process.execPath, [vsce, ...args], { cwd: stage, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`vsce could not pack ${target}:\n${result.stdout}${result.stderr}`);
}

function refuseBig(vsix: string, files: readonly StagedFile[]): void {
  const { size } = statSync(vsix);
  if (size <= sizeMax) return;
  const biggest = files.map((file) => ({ ...file, bytes: statSync(file.from).size })).sort((a, b) => b.bytes - a.bytes);
  const list = biggest.slice(0, 10).map(({ to, bytes }) => `  ${mebibytes(bytes)}  ${to}`);
  throw new Error(
    `${vsix} has ${mebibytes(size)}, more than ${mebibytes(sizeMax)}. The biggest files:\n${list.join('\n')}`,
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function printListing(target: Target): void {
  const files = vsixFiles(target).map(({ to, from }) => ({ to, bytes: statSync(from).size }));
  for (const { to, bytes } of files.sort((a, b) => b.bytes - a.bytes))
    console.log(`${mebibytes(bytes).padStart(10)}  ${to}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2) as Target[];
  await build();
  for (const target of named.length === 0 ? [thisTarget()] : named) {
    const vsix = packVsix(target);
    printListing(target);
    console.log(`\n${vsix}: ${mebibytes(statSync(vsix).size)}`);
  }
}

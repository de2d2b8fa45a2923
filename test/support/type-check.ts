/** Files held against the real compiler, as a project without any configuration has it. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const always = ['--noEmit', '--strict', '--target', 'es2024', '--lib', 'es2024', '--types', '', '--pretty', 'false'];
const strictest = ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--isolatedModules'];

export type ModuleKind = 'nodenext' | 'bundler';

/**
 * What the compiler says of the files, with their paths in the folder; empty where all is right. Steps that import each other by
 * names with `.ts`, as Node wants it, need an option for that; types need none.
 */
export function typeMistakes(
  folder: string,
  files: readonly string[],
  kind: ModuleKind = 'nodenext',
  ...more: string[]
): string {
  const modules =
    kind === 'nodenext' ? ['--module', 'nodenext'] : ['--module', 'esnext', '--moduleResolution', 'bundler'];
  const options = [...always, ...strictest, ...modules, '--allowJs', '--checkJs', '--erasableSyntaxOnly', ...more];
  const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, ...options, ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return (stdout + stderr).trim();
}

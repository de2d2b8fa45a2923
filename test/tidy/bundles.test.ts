import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundlesOf, nativeModules } from '../../scripts/bundles.ts';

interface Metafile {
  inputs: Record<string, { imports: { path: string; external?: boolean }[] }>;
  outputs: Record<string, { bytes: number; imports: { path: string; external?: boolean }[] }>;
}

describe('bundles', () => {
  test.each(['language-server', 'extension'])('%s contains no native module', (name) => {
    const { inputs, outputs } = readMetafile(name);
    const files = Object.keys(inputs).filter(
      (path) => path.endsWith('.node') || nativeModules.some((m) => path.includes(m)),
    );
    const externals = externalsOf(outputs).filter((path) => nativeModules.includes(path));
    expect([...files, ...externals]).toEqual([]);
  });

  test('the runtime is built with every process that it starts', () => {
    const built = bundlesOf(['runtime']).flatMap(({ options }) => Object.values(options.entryPoints ?? {}));
    const started = globSync('runtime/src/**/*.entry.ts').map((path) => path.replaceAll('\\', '/'));
    expect(built).toEqual(expect.arrayContaining(['runtime/src/cli/main.ts', ...started]));
  });

  test('the page imports nothing of Node and none of our code outside webview/', () => {
    const { inputs, outputs } = readMetafile('webview');
    const foreign = Object.keys(inputs).filter((path) => /^(grammar|language-server|runtime|extension)\//.test(path));
    expect([...externalsOf(outputs), ...foreign]).toEqual([]);
  });

  test('the server of the browser imports nothing of Node, and is small', () => {
    const { outputs } = readMetafile('language-server-web');
    expect(externalsOf(outputs)).toEqual([]);
    const size = outputs['language-server/dist/language-server-web.js']?.bytes ?? Number.POSITIVE_INFINITY;
    expect(size).toBeLessThan(2 * 2 ** 20);
  });

  test('the extension contains nothing of the runtime but its protocol', () => {
    const runtimeFiles = Object.keys(readMetafile('extension').inputs).filter((path) => path.startsWith('runtime/'));
    expect(runtimeFiles.filter((path) => path !== 'runtime/src/protocol.ts')).toEqual([]);
  });

  test('the runtime leaves only its native modules and those of Node outside', () => {
    const externals = externalsOf(readMetafile('runtime').outputs);
    expect(
      externals.filter((path) => !path.startsWith('node:') && !nativeModules.includes(path) && !isBuiltin(path)),
    ).toEqual([]);
  });
});

function isBuiltin(path: string): boolean {
  return process.getBuiltinModule(path) !== undefined;
}

function externalsOf(outputs: Metafile['outputs']): string[] {
  return [...new Set(Object.values(outputs).flatMap((o) => o.imports.filter((i) => i.external).map((i) => i.path)))];
}

function readMetafile(name: string): Metafile {
  const path = `dist/meta/${name}.json`;
  if (!existsSync(path)) throw new Error(`No ${path}: run \`npm run build\` first`);
  return JSON.parse(readFileSync(path, 'utf8')) as Metafile;
}

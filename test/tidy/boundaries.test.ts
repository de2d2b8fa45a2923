import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { langiumFiles } from '../../scripts/generators/langium.ts';
import { referenceFiles } from '../../scripts/generators/reference.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('package boundaries', () => {
  test('no package sees ambient types it was not promised', () => {
    expect(json('tsconfig.base.json').compilerOptions.types).toEqual([]);
    const types = (name: string) => json(`${name}/tsconfig.json`).compilerOptions.types ?? [];
    expect({ grammar: types('grammar'), webview: types('webview') }).toEqual({ grammar: [], webview: [] });
    expect({ server: types('language-server'), runtime: types('runtime') }).toEqual({
      server: ['node'],
      runtime: ['node'],
    });
  });

  test('only the webview sees the DOM', () => {
    const libs = ['grammar', 'language-server', 'runtime', 'extension'].map(
      (n) => json(`${n}/tsconfig.json`).compilerOptions.lib,
    );
    expect(libs.flat().filter((lib?: string) => lib?.startsWith('dom'))).toEqual([]);
  });

  test('packages show their faces and nothing below them', () => {
    const faces = (name: string) => Object.keys(json(`${name}/package.json`).exports ?? {}).sort();
    expect(faces('grammar')).toEqual(['.', './columns', './syntax']);
    expect(faces('language-server')).toEqual(['.', './protocol']);
    expect(faces('runtime')).toEqual(['.', './protocol']);
  });
});

test('generated files equal what their sources give', async () => {
  for (const [path, content] of [...(await langiumFiles()), ...referenceFiles()])
    expect(readFileSync(path, 'utf8'), path).toBe(content);
});

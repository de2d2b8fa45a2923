import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nativeModules } from '../../scripts/bundles.ts';

interface Output {
  entryPoint?: string;
  imports: { path: string; kind: string; external?: boolean }[];
}

/** What a command loads before it knows what is asked of it. */
function loadedAtStart(): Set<string> {
  const { outputs } = JSON.parse(readFileSync('dist/meta/runtime.json', 'utf8')) as { outputs: Record<string, Output> };
  const start = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === 'runtime/src/cli/command-line.ts');
  const loaded = new Set<string>(start === undefined ? [] : [start]);
  for (const path of loaded) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind !== 'dynamic-import') loaded.add(next);
  }
  return loaded;
}

/** Decision 0017: `check` and its like start at once, also where a native library is broken. */
test('the command loads no native module before a run', () => {
  const loaded = loadedAtStart();
  expect(loaded.size).toBeGreaterThan(1);
  expect([...loaded].filter((path) => nativeModules.includes(path))).toEqual([]);
});

test('the command starts with few files, each of which costs it time', () => {
  const files = [...loadedAtStart()].filter((path) => path.startsWith('runtime/dist/'));
  expect(files.length).toBeLessThan(10);
});

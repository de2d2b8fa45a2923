import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
}

describe.each(['package-lock.json', 'test/e2e/package-lock.json', 'test/bench/peer/package-lock.json'])(
  '%s',
  (path) => {
    const text = readFileSync(path, 'utf8');
    const locked: Record<string, LockedPackage> = JSON.parse(text).packages;

    test('names no registry', () => {
      expect(text).not.toMatch(/"resolved": "https?:/);
    });

    // A release whose files for some platform are not out yet leaves a hole, and `npm ci` refuses the whole lock file.
    test('has every platform of every package', () => {
      const holes = Object.entries(locked).flatMap(([name, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((wanted) => !isLocked(locked, name, wanted))
          .map((wanted) => `${name} wants ${wanted}`),
      );
      expect(holes).toEqual([]);
    });
  },
);

test('.npmrc names no registry', () => {
  expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/^registry|https?:/m);
});

/** As Node resolves: in the package's own node_modules, then in those above it. */
function isLocked(locked: Record<string, LockedPackage>, from: string, wanted: string): boolean {
  const above = from.split('/node_modules/').map((_, i, parts) => parts.slice(0, i + 1).join('/node_modules/'));
  return ['', ...above.map((folder) => `${folder}/`)].some((folder) => `${folder}node_modules/${wanted}` in locked);
}

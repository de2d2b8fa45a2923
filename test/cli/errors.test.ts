import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

test('every code of an operating failure is in the reference, and every one of the reference is in the code', () => {
  const reference = readFileSync(path.join(root, 'docs/reference/errors.md'), 'utf8');
  const rows = reference.split('\n').filter((line) => line.startsWith('| `'));
  const described = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([a-z0-9-]+)`/g)].map(([, code]) => code),
  );
  const sources = globSync('runtime/src/**/*.ts', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const code = sources.join('\n');
  const thrown = [
    ...code.matchAll(/\bRunError\(\s*'([a-z0-9-]+)'/g),
    // Of one word alone it may mean something else, such as a language or a colour.
    ...code.matchAll(/\bcode: '([a-z0-9]+-[a-z0-9-]+)'/g),
    ...code.matchAll(/#(?:fail|error)\('([a-z0-9-]+)'/g),
  ].map(([, found]) => found);
  expect([...new Set(thrown)].filter((found) => !described.includes(found)).sort()).toEqual([]);
  expect(described.filter((found) => !code.includes(`'${found}'`))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  importsOf,
  type PackageName,
  packages,
  readFiles,
  type SourceFile,
  sourcesOf,
} from '../support/source-files.ts';

/** The import table of ARCHITECTURE.md: what each package may import, and what only as types. */
const table = readTable(readFileSync('ARCHITECTURE.md', 'utf8'));

describe.each(packages)('imports of %s', (name) => {
  test('are those of the table in ARCHITECTURE.md', () => {
    const wrong = sourcesOf(name).flatMap((file) => wrongImports(file, name));
    expect(wrong).toEqual([]);
  });

  test('use everything the table allows', () => {
    const used = new Set(sourcesOf(name).flatMap((file) => importsOf(file).map((i) => packageOf(i.specifier))));
    const unused = [...allowed(name).keys()].filter((entry) => ![...used].some((u) => matches(entry, u)));
    expect(unused).toEqual([]);
  });

  test('stay inside the package when relative', () => {
    const leaving = sourcesOf(name).flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier))
        .filter((target) => !target.startsWith(`${name}/`)),
    );
    expect(leaving).toEqual([]);
  });
});

test('onnxruntime-node is imported by runtime/src/inference alone', () => {
  expect(importersOf('onnxruntime-node').filter((path) => !path.startsWith('runtime/src/inference/'))).toEqual([]);
});

test('@duckdb/node-api is imported by runtime/src/connectors/duckdb.ts alone', () => {
  expect(importersOf('@duckdb/node-api')).toEqual(['runtime/src/connectors/duckdb.ts']);
});

test.each([
  ['better-sqlite3', 'sqlite'],
  ['pg', 'postgres'],
])('%s is imported by runtime/src/databases/%s.ts alone', (library, file) => {
  expect(importersOf(library)).toEqual([`runtime/src/databases/${file}.ts`]);
});

test('features of the extension do not import their siblings', () => {
  const wrong = readFiles('extension/src/features/**/*.ts').flatMap((file) => {
    const feature = file.path.split('/').slice(0, 4).join('/').replace(/\.ts$/, '');
    return importsOf(file)
      .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier))
      .filter(
        (target) => target.startsWith('extension/src/features/') && !target.replace(/\.ts$/, '').startsWith(feature),
      )
      .map((target) => `${file.path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('tests see public faces only', () => {
  const wrong = readFiles(['test/**/*.ts'])
    .filter((file) => !file.path.startsWith('test/tidy/'))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => /^\.\.?\//.test(specifier))
        .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier))
        .filter((target) => packages.some((name) => target.startsWith(`${name}/src/`)))
        .map((target) => `${file.path} imports ${target}`),
    );
  expect(wrong).toEqual([]);
});

function importersOf(specifier: string): string[] {
  return packages
    .flatMap((name) => sourcesOf(name))
    .filter((file) => importsOf(file).some((i) => i.specifier === specifier))
    .map((file) => file.path);
}

function wrongImports(file: SourceFile, name: PackageName): string[] {
  return importsOf(file)
    .filter(({ specifier, isTypeOnly }) => !specifier.startsWith('.') && !isAllowed(name, specifier, isTypeOnly))
    .map(({ specifier }) => `${file.path} imports ${specifier}`);
}

function isAllowed(name: PackageName, specifier: string, isTypeOnly: boolean): boolean {
  return [...allowed(name)].some(
    ([entry, typesOnly]) =>
      (matches(entry, specifier) || matches(entry, packageOf(specifier))) && (isTypeOnly || !typesOnly),
  );
}

function allowed(name: PackageName): Map<string, boolean> {
  const entries = table.get(name);
  if (entries === undefined) throw new Error(`ARCHITECTURE.md has no row for ${name} in its import table`);
  return entries;
}

/** `node:*` stands for every module of Node; a package also for its sub-paths, except our own, which are exact. */
function matches(entry: string, specifier: string): boolean {
  if (entry.endsWith('*')) return specifier.startsWith(entry.slice(0, -1));
  const isOurs = entry.startsWith('@millrace/') || entry.startsWith('millrace');
  return specifier === entry || (!isOurs && specifier.startsWith(`${entry}/`));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('@millrace/') || specifier.startsWith('millrace') || specifier.startsWith('node:'))
    return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function readTable(text: string): Map<string, Map<string, boolean>> {
  const section = text.split('## Who may import whom')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| ([\w-]+) \| (.+) \|$/gm)].filter((m) => m[1] !== 'package');
  return new Map(
    rows.map((m) => [
      m[1] as string,
      new Map(
        (m[2] as string)
          .split(', ')
          .map((entry) => [entry.replace(' as types', ''), entry.endsWith(' as types')] as const),
      ),
    ]),
  );
}

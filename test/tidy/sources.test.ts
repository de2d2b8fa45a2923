import { describe, expect, test } from 'vitest';
import { packages, readFiles, type SourceFile, sourcesOf } from '../support/source-files.ts';

const sources = packages.flatMap((name) => sourcesOf(name));
const scripts = readFiles('scripts/**/*.{ts,mjs}');
const tests = readFiles('test/**/*.{ts,tsx}');
const all = [...sources, ...scripts, ...tests];

/**
 * Files longer than 300 lines, with the length each may have: a ratchet that only goes down. A new entry needs a reason in
 * the file's own header.
 */
const longFiles: Record<string, number> = {};
const lineLimit = 300;

describe('sources', () => {
  test(`have at most ${lineLimit} lines, or the length the ratchet gives them`, () => {
    const long = all.filter((file) => lines(file) > (longFiles[file.path] ?? lineLimit));
    expect(long.map((file) => `${file.path}: ${lines(file)} lines`)).toEqual([]);
  });

  test('leave no slack in the ratchet', () => {
    const slack = Object.entries(longFiles).filter(([path, limit]) => {
      const file = all.find((f) => f.path === path);
      return file === undefined || lines(file) < limit;
    });
    expect(slack).toEqual([]);
  });

  test('are named in kebab-case for what they hold', () => {
    const wrong = all.filter(({ path }) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(path.split('/').at(-1) ?? ''));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  test('have no names that say nothing', () => {
    const empty = /(^|[/.-])(utils?|helpers?|common|misc|shared|managers?|base)([/.-]|$)/;
    expect(all.map((file) => file.path).filter((path) => empty.test(path))).toEqual([]);
  });

  test.each([
    ['a cast to any', /\bas any\b|: any\b|<any>/],
    ['a switched-off check', /@ts-ignore|@ts-expect-error|@ts-nocheck/],
    ['a promise of later work', /\b(TODO|FIXME|XXX|HACK)\b|not (yet )?implemented/i],
    ['a test that does not run', /\b(test|it|describe)\.(todo|only)\(/],
    ['a path of somebody’s machine', /["'`](\/home\/|\/root\/|\/Users\/|[A-Z]:\\Users)/],
  ])('contain no %s', (_, pattern) => {
    const own = 'test/tidy/sources.test.ts';
    const found = all.filter((file) => file.path !== own && pattern.test(withoutComments(file)));
    expect(found.map((file) => file.path)).toEqual([]);
  });
});

describe('grammar', () => {
  test('knows no clock, no chance and no console', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.|\bconsole\.|\bprocess\.|\bsetTimeout\(/;
    const found = sourcesOf('grammar').filter((file) => impure.test(withoutComments(file)));
    expect(found.map((file) => file.path)).toEqual([]);
  });
});

describe('runtime', () => {
  test('writes to stdout and stderr in its command, and where a flow says so, only', () => {
    const speaking = sourcesOf('runtime').filter((file) =>
      /\bconsole\.|process\.(stdout|stderr)/.test(withoutComments(file)),
    );
    const allowed = (path: string) =>
      path.startsWith('runtime/src/cli/') || path.endsWith('.entry.ts') || path.endsWith('/stdio/stdout.ts');
    expect(speaking.map((file) => file.path).filter((path) => !allowed(path))).toEqual([]);
  });
});

function lines(file: SourceFile): number {
  return file.text.split('\n').length - 1;
}

function withoutComments(file: SourceFile): string {
  return file.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

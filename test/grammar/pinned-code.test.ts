import { readPinnedCode } from '@millrace/grammar';
import { expect, test } from 'vitest';

test('[P4] code of another repository has a repository, a commit and a path', () => {
  const code = { repository: 'https://example.org/a.git', ref: 'v1.0', path: 'steps/a.ts' };
  expect(readPinnedCode('git+https://example.org/a.git#v1.0:steps/a.ts')).toEqual({ ok: true, code });
  expect(readPinnedCode('git+ssh://git@example.org/a#feature/x:a.py')).toMatchObject({ ok: true });
  expect(readPinnedCode('steps/a.ts')).toBeUndefined();
});

test.each([
  ['git+http://example.org/a#v1:a.ts', 'begins with git+https://'],
  ['git+ext::sh -c x#v1:a.ts', 'begins with git+https://'],
  ['git+https://user:token@example.org/a#v1:a.ts', 'holds a password'],
  ['git+https://example.org/a', 'which commit'],
  ['git+https://example.org/a#:a.ts', 'which commit'],
  ['git+https://example.org/a#--upload-pack=x:a.ts', 'is no commit, tag or branch'],
  ['git+https://example.org/a#a..b:a.ts', 'is no commit, tag or branch'],
  ['git+https://example.org/a#v1', 'which file'],
  ['git+https://example.org/a#v1:../a.ts', 'is no path'],
  ['git+https://example.org/a#v1:/etc/a.ts', 'is no path'],
  ['git+https://example.org/a#v1:a\\b.ts', 'is no path'],
])('[P4] %s is refused', (text, why) => {
  const reading = readPinnedCode(text);
  expect(reading?.ok === false && reading.why).toContain(why);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFiles } from '../support/source-files.ts';

/** Rules of docs/language.md are written `- **T1** …`; a test cites one as `[T1]` in its name. */
test('every rule of the language is cited by a test', () => {
  const rules = [...readFileSync('docs/language.md', 'utf8').matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(
    (m) => m[1] as string,
  );
  const tests = readFiles('test/**/*.test.ts').map((file) => file.text);
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((id) => !tests.some((text) => text.includes(`[${id}]`)))).toEqual([]);
});

test('no test cites a rule that does not exist', () => {
  const language = readFileSync('docs/language.md', 'utf8');
  const cited = readFiles('test/**/*.test.ts').flatMap((file) =>
    [...file.text.matchAll(/(?:test|it|describe)(?:\.each[^\n]*)?\(\s*['"`]\[([A-Z]\d+)\]/g)].map(
      (m) => m[1] as string,
    ),
  );
  expect([...new Set(cited)].filter((id) => !language.includes(`**${id}**`))).toEqual([]);
});

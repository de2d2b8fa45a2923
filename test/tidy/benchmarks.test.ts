import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

function between(path: string, begin: string, end: string): string {
  const text = readFileSync(path, 'utf8');
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

test('README shows the figures of docs/benchmarks.md', () => {
  const shown = between('README.md', '<!-- benchmarks: begin -->', '<!-- benchmarks: end -->');
  const measured = between('docs/benchmarks.md', '<!-- in README: begin -->', '<!-- in README: end -->');
  expect(shown).toContain('| keystroke to diagnostics |');
  expect(shown).toBe(measured);
});

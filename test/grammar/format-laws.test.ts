import { readFileSync } from 'node:fs';
import { formatEdits, formatFlow } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFlowText } from '../support/arbitrary-flow-text.ts';
import { commentsOf, parses, tokensOf, treeOf } from '../support/flow-syntax.ts';

const runs = { numRuns: 80 };
const parsing = arbitraryFlowText.filter(parses);

describe('whatever the grammar allows', () => {
  test('[L10] a formatted text says the same', () =>
    fc.assert(
      fc.property(parsing, (text) => {
        const formatted = formatFlow(text) as string;
        expect(tokensOf(formatted)).toEqual(tokensOf(text));
        expect(treeOf(formatted)).toEqual(treeOf(text));
        expect(commentsOf(formatted)).toEqual(commentsOf(text));
      }),
      runs,
    ));

  test('[L10] a formatted text is its own format', () =>
    fc.assert(
      fc.property(parsing, (text) => {
        const formatted = formatFlow(text) as string;
        expect(formatFlow(formatted)).toBe(formatted);
      }),
      runs,
    ));

  test('a formatted text has no white space at line ends, no two blank lines, and one line end at its end', () =>
    fc.assert(
      fc.property(
        parsing.map((text) => text.replaceAll(/"""[\s\S]*?"""|\/\*[^*][\s\S]*?\*\//g, ' ')),
        (text) => {
          const formatted = formatFlow(text);
          expect(formatted ?? '').not.toMatch(/[ \t]\n|\n\n\n|^\n|\t/);
          expect(formatted ?? '\n').toMatch(/^$|[^\n]\n$|^\n$/);
        },
      ),
      runs,
    ));

  test('a range changes nothing outside of what it touches, and nothing of the meaning', () =>
    fc.assert(
      fc.property(parsing, fc.nat(), fc.nat(), (text, one, other) => {
        const [from, to] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const all = formatEdits(text) ?? [];
        for (const edit of formatEdits(text, { range: { from, to } }) ?? []) expect(all).toContainEqual(edit);
        const formatted = formatFlow(text, { range: { from, to } }) as string;
        expect(treeOf(formatted)).toEqual(treeOf(text));
        expect(formatFlow(text, { range: { from: 0, to: text.length } })).toBe(formatFlow(text));
      }),
      runs,
    ));
});

const real = readFileSync('examples/card-fraud/main.flow', 'utf8');
const words = real.match(/\/\*[\s\S]*?\*\/|\/\/.*\n|"[^"]*"|\w+|\s+|\S/g) as string[];
const spaces = [' ', '\n ', '\n\n\n ', ' // c\n ', ' /* x */ '];

/** The example with other white space and more comments. */
const shuffled = fc
  .array(fc.nat(3_000), { minLength: 997, maxLength: 997 })
  .map((choices) =>
    words
      .map((word, index) => (/^\s+$/.test(word) ? (spaces[(choices[index % 997] as number) % 9] ?? word) : word))
      .join(''),
  );

test('a real flow with any white space and comments says the same once formatted, and stays so', () =>
  fc.assert(
    fc.property(shuffled, (text) => {
      const formatted = formatFlow(text) as string;
      expect(treeOf(formatted)).toEqual(treeOf(text));
      expect(commentsOf(formatted)).toEqual(commentsOf(text));
      expect(formatFlow(formatted)).toBe(formatted);
    }),
    runs,
  ));

test('most of the generated texts parse, so that the laws are about something', () => {
  const texts = fc.sample(arbitraryFlowText, { numRuns: 200, seed: 1 });
  expect(texts.filter(parses).length).toBeGreaterThan(100);
});

test('6,000 lines are formatted in a blink: far from where time would grow with the square', () => {
  const text = Array.from({ length: 600 }, (_, index) => flowOfTenLines(index)).join('');
  const before = process.cpuUsage();
  expect(formatFlow(text)).not.toBe(text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(4);
});

function flowOfTenLines(index: number): string {
  return `flow F${index}(threshold:float64=0.8) {
 read a:P from csv("a.csv")
 select b(a) {
  id
  x:ln(1+amount),
  y:hour(at)<6
 }
 filter c(b) where x>=threshold // keep
 write d(c) to csv("out.csv")
}
`;
}

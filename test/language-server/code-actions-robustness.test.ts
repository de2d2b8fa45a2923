/** Code actions of damaged texts: they answer, and every edit they give can be made. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnosticPages, inItsFolder } from '../support/diagnostic-page.ts';
import { withoutMarks } from '../support/flow-fixture.ts';
import { actionsWithTexts, flowOver } from '../support/mended-text.ts';
import { applied, mutationIn, namesIn, randomFrom, wordsOf } from '../support/text-mutations.ts';

const pages = diagnosticPages().flatMap(({ examples }) => (examples ? [examples.wrong, examples.right] : []));
const texts = pages.map((page) => withoutMarks(page));
const words = wordsOf(texts);

/** A page's example with a few of its words changed; the same seed gives the same text. */
function damaged(seed: number): string {
  const random = randomFrom(seed);
  const [main = '', ...others] = inItsFolder(texts[random(texts.length)] as string).split(/^(?=\/\/- )/m);
  let text = main;
  for (let count = 0; count <= random(3); count++) {
    const material = { words, statements: [], names: namesIn(text) };
    text = applied(text, mutationIn(text, { from: 0, to: text.length }, material, random));
  }
  return [text, ...others].join('');
}

test('every action of a damaged text can be carried out, and does something', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      for (const { title, before, after } of await actionsWithTexts(damaged(seed))) {
        expect({ title, after }).not.toEqual({ title, after: before });
      }
    }),
    { numRuns: 80 },
  );
}, 60_000);

test.each(['write w(w) to csv("w.csv")', 'use payments: Large(payments, rows: payments)'])(
  'none writes what stands there: %s',
  async (statement) => {
    const large = 'flow Large(rows: stream Payment) -> big { filter big(rows) where amount > 1 }\n';
    const text = flowOver(`  ${statement}\n`) + large;
    for (const { title, before, after } of await actionsWithTexts(text))
      expect({ title, after }).not.toEqual({ title, after: before });
  },
);

import { didYouMean, nearestName } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const names = ['amount', 'amountLog', 'id', 'merchant', 'country'];

describe('the name that was meant', () => {
  test.each([
    ['amout', 'amount'],
    ['amuont', 'amount'],
    ['Amount', 'amount'],
    ['AMOUNTLOG', 'amountLog'],
    ['contry', 'country'],
    ['ids', 'id'],
  ])('by %s is %s', (wrong, meant) => {
    expect(nearestName(wrong, names)).toBe(meant);
  });

  test.each(['x', 'price', 'merch', ''])('by %j cannot be known', (wrong) => {
    expect(nearestName(wrong, names)).toBeUndefined();
  });

  test('ends a message, or leaves it as it is', () => {
    expect(didYouMean('contry', names)).toBe(' Did you mean "country"?');
    expect(didYouMean('price', names)).toBe('');
  });
});

/** Optimal string alignment as it is defined, every cell of it. */
function distance(a: string, b: string): number {
  const cells: number[][] = [];
  const at = (i: number, k: number) => cells[i]?.[k] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i++) {
    cells.push([]);
    for (let k = 0; k <= b.length; k++) {
      const isSwap = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1];
      const ways = [
        i === 0 && k === 0 ? 0 : Number.POSITIVE_INFINITY,
        at(i - 1, k) + 1,
        at(i, k - 1) + 1,
        at(i - 1, k - 1) + (a[i - 1] === b[k - 1] ? 0 : 1),
        isSwap ? at(i - 2, k - 2) + 1 : Number.POSITIVE_INFINITY,
      ];
      cells[i]?.push(Math.min(...ways));
    }
  }
  return at(a.length, b.length);
}

test('is the one with the fewest slips, and none where all are too far', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (wrong, known) => {
      const most = Math.max(1, Math.floor(wrong.length / 3));
      const least = Math.min(...known.map((name) => distance(wrong, name)));
      const found = nearestName(wrong, known);
      if (least > most || least >= wrong.length) expect(found).toBeUndefined();
      else expect(distance(wrong, found ?? '')).toBe(least);
    }),
    { numRuns: 2000 },
  );
});

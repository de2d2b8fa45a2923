import { didYouMean, nearestName } from '@millrace/grammar';
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

import type { AggregateStage } from '@millrace/grammar';
import type { Accumulator } from './accumulator.ts';
import { ChosenValue, replacesBy } from './chosen-values.ts';
import { Count, CountDistinct } from './counts.ts';
import { Mean, Sum } from './sums.ts';

/** What computes an aggregate function of the catalogue; one that is missing is a bug, which a test finds. */
export function accumulatorFor({ name, function: called }: AggregateStage['items'][number]): Accumulator {
  switch (called) {
    case 'count':
      return new Count();
    case 'countDistinct':
      return new CountDistinct();
    case 'sum':
      return new Sum(name);
    case 'avg':
      return new Mean();
  }
  const replaces = replacesBy[called];
  if (replaces === undefined) throw new Error(`No aggregate function "${called}"`);
  return new ChosenValue(replaces);
}

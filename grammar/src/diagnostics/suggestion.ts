import { didYouMean } from './nearest-name.ts';

/** `. Did you mean "amount"?`, or nothing: for a message that ends without it. */
export function suggestion(wrong: string, known: Iterable<string>): string {
  const question = didYouMean(wrong, known);
  return question === '' ? '' : `.${question}`;
}

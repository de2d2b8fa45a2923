import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findReviews, type KnownReview } from '../../catalogue/reviews.ts';
import { UsageError } from '../usage-error.ts';

/** By the beginning of its id. Throws a UsageError where none or several begin so. */
export async function chosenReview(catalogue: Catalogue, word: string): Promise<KnownReview> {
  const found = await findReviews(catalogue, word);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only === undefined)
    throw new UsageError(`There is no review "${word}"; "millrace review list" lists those that wait`);
  throw new UsageError(`Several reviews begin with "${word}": ${found.map(({ id }) => id).join(', ')}`);
}

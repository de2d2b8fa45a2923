import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findRuns, type KnownRun } from '../../catalogue/runs.ts';
import { UsageError } from '../usage-error.ts';

/** The one run that a word of a call means. Throws a UsageError where there is none, or several. */
export async function chosenRun(catalogue: Catalogue, word: string): Promise<KnownRun> {
  const [run, ...others] = await findRuns(catalogue, word);
  if (run === undefined) throw new UsageError(`There is no run "${word}"; "millrace runs" lists those there are`);
  if (others.length === 0) return run;
  const ids = [run, ...others].map(({ id }) => id).join(', ');
  throw new UsageError(`Several runs begin with "${word}"; write more of the id: ${ids}`);
}

import type { Catalogue } from '../../catalogue/catalogue.ts';
import {
  checkpointsOf,
  type KnownCheckpoint,
  type KnownModel,
  latestCheckpoint,
  listModels,
} from '../../catalogue/models.ts';
import { UsageError } from '../usage-error.ts';

export interface ChosenModel {
  model: KnownModel;
  /** The newest first. */
  checkpoints: KnownCheckpoint[];
  /** The digest of what `checkpoint: latest` means. */
  latest: string | undefined;
}

/** Throws a UsageError that lists the models there are. */
export async function chosenModel(catalogue: Catalogue, name: string): Promise<ChosenModel> {
  const known = await listModels(catalogue);
  const model = known.find((one) => one.name === name);
  if (model === undefined) {
    const names = known.map((one) => one.name).join(', ') || 'none, for no task has made one';
    throw new UsageError(`There is no model "${name}" in the catalogue; there are: ${names}`);
  }
  const latest = (await latestCheckpoint(catalogue, name))?.sha256;
  return { model, checkpoints: await checkpointsOf(catalogue, name), latest };
}

/** By the beginning of its digest. Throws a UsageError where none or several begin so. */
export function chosenCheckpoint({ model, checkpoints }: ChosenModel, word: string): KnownCheckpoint {
  const wanted = word.replace(/^sha256:/, '').toLowerCase();
  const found = checkpoints.filter(({ sha256 }) => sha256.startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const named = (found.length > 1 ? found : checkpoints).slice(0, 5).map(({ sha256 }) => sha256.slice(0, 12));
  const said = found.length > 1 ? `Several checkpoints of ${model.name} begin with` : `${model.name} has no checkpoint`;
  throw new UsageError(`${said} "${word}": ${named.join(', ')}`);
}

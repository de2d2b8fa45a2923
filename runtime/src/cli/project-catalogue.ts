import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Catalogue, CataloguePlace } from '../catalogue/catalogue.ts';
import { settle } from '../config/settle.ts';
import { type ProjectConfig, readProjectConfig } from '../project/project-config.ts';
import { projectFolderOf } from '../project/project-folder.ts';
import { secretValue } from '../secrets/secrets.ts';
import { type ProfileChoice, secretSources } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Which project a command is about that names no flow. */
export interface ProjectChoice extends ProfileChoice {
  project?: string;
}

export const projectOption = () =>
  new Option('--project <path>', 'a file or folder of the project (default: this folder)');

/** Makes the catalogue where there is none; the caller closes it. */
export async function openCatalogueOf(
  folder: string,
  config: ProjectConfig | undefined,
  choice: ProfileChoice,
  terminal: Terminal,
): Promise<Catalogue> {
  const { openCatalogue } = await import('./later.ts');
  return openCatalogue(await placeOf(folder, config, choice, terminal));
}

/** Who only looks makes no catalogue: undefined where nothing has run yet. The caller closes it. */
export async function existingCatalogueOf(
  folder: string,
  config: ProjectConfig | undefined,
  choice: ProfileChoice,
  terminal: Terminal,
): Promise<Catalogue | undefined> {
  const { existingCatalogue } = await import('./later.ts');
  return existingCatalogue(await placeOf(folder, config, choice, terminal));
}

/** Lets `work` use the catalogue of the project that is meant. Throws a UsageError where nothing was recorded in it yet. */
export async function withCatalogue<T>(
  choice: ProjectChoice,
  terminal: Terminal,
  work: (catalogue: Catalogue) => Promise<T>,
): Promise<T> {
  const folder = projectFolderOf(resolve(terminal.cwd, choice.project ?? '.'));
  const catalogue = await existingCatalogueOf(folder, readProjectConfig(folder), choice, terminal);
  if (catalogue === undefined)
    throw new UsageError(`Nothing has run in ${folder} yet; another project is chosen with --project PATH`);
  try {
    return await work(catalogue);
  } finally {
    await catalogue.close();
  }
}

async function placeOf(
  projectFolder: string,
  config: ProjectConfig | undefined,
  { profile }: ProfileChoice,
  { environment }: Terminal,
): Promise<CataloguePlace> {
  const settings = settle(config, { profile, environment });
  const address = settings.catalogue?.value;
  const url =
    typeof address === 'object' ? await secretValue(address.secret, secretSources(settings), projectFolder) : address;
  return { projectFolder, name: config?.name, url };
}

/**
 * The secrets of one run, in the process that needs them. Where a value comes from is said by `secrets` of millrace.json, else it
 * is the environment variable of the secret's name. An empty value is none. Values are found before the first record and only
 * kept in memory.
 */
import type { SecretSource } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { findSecret } from './find-secret.ts';
import { rememberSecret } from './hide-secrets.ts';

export type SecretSources = ReadonlyMap<string, SecretSource>;

export class Secrets {
  readonly #sources: SecretSources;
  readonly #projectFolder: string;
  readonly #values = new Map<string, string>();

  constructor(sources: SecretSources, projectFolder: string) {
    this.#sources = sources;
    this.#projectFolder = projectFolder;
  }

  /** Rejects with `secret-missing` for the first that has no value. */
  async find(names: Iterable<string>, signal: AbortSignal): Promise<void> {
    for (const name of names) if (!this.#values.has(name)) await this.#find(name, signal);
  }

  /** Of one that was found. */
  readonly value = (name: string): string => {
    const value = this.#values.get(name);
    if (value === undefined) throw new RunError('secret-missing', `The secret "${name}" was not asked for by the plan`);
    return value;
  };

  async #find(name: string, signal: AbortSignal): Promise<void> {
    const source = this.#sources.get(name) ?? { env: name };
    const value = await findSecret(name, source, this.#projectFolder, signal);
    rememberSecret(value);
    this.#values.set(name, value);
  }
}

/** One secret, for who runs no plan. Rejects with `secret-missing`. */
export async function secretValue(name: string, sources: SecretSources, projectFolder: string): Promise<string> {
  const secrets = new Secrets(sources, projectFolder);
  await secrets.find([name], new AbortController().signal);
  return secrets.value(name);
}

import { resolve } from 'node:path';
import type { Plan } from '@millrace/grammar';
import type { Catalogue } from '../catalogue.ts';
import { knownDigest } from '../file-digests.ts';
import { type StageSource, sourcesOfNode } from './stage-sources.ts';

/**
 * What the files hold that a run reads, looked at while it runs, which writes none of them. One after the other, so that the run has the machine for itself but for one core.
 */
export class SourceDigests {
  readonly #digests = new Map<string, Promise<string | undefined>>();
  readonly #catalogue: Catalogue;
  readonly #signal: AbortSignal;
  #last: Promise<unknown> = Promise.resolve();

  constructor(catalogue: Catalogue, plan: Plan, signal: AbortSignal) {
    this.#catalogue = catalogue;
    this.#signal = signal;
    for (const path of pathsRead(plan)) void this.#look(path);
  }

  /** undefined of what is no file, or cannot be read: who needs it says so. */
  of({ kind, path, sha256 }: StageSource): Promise<string | undefined> {
    if (sha256 !== undefined || kind === 'dataset') return Promise.resolve(sha256);
    return this.#digests.get(path) ?? this.#look(path);
  }

  /** Resolves when nothing is looked at any more; never rejects. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #look(path: string): Promise<string | undefined> {
    const absolute = resolve(this.#catalogue.projectFolder, path);
    const digest = this.#last.then(() => knownDigest(this.#catalogue, absolute, this.#signal)).catch(() => undefined);
    this.#last = digest;
    this.#digests.set(path, digest);
    return digest;
  }
}

function pathsRead(plan: Plan): Set<string> {
  const ends = plan.stages.filter(({ kind }) => kind === 'write').map(({ name }) => name);
  const sources = ends.flatMap((node) => sourcesOfNode(plan, node));
  return new Set(
    sources.filter(({ sha256, kind }) => sha256 === undefined && kind !== 'dataset').map(({ path }) => path),
  );
}

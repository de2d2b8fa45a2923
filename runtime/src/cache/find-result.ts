import { resolve } from 'node:path';
import type { Stage, WriteStage } from '@millrace/grammar';
import type { EarlierResults, ResultKind } from './earlier-results.ts';
import type { EarlierResult, FindResult } from './what-runs.ts';

/**
 * Finds the earlier result that stands in for a node: of a sink its output, where it is still as it was written; of a dataset its
 * newest batch; of a node with records the kept ones; of a task the model it has made, or that it was done. Stages have the
 * fingerprints of their results.
 */
export function findResult(earlier: EarlierResults, projectFolder: string): FindResult {
  return async (stage, port) => {
    const { fingerprint } = stage;
    // Bad records and those that leave by a port of their own are kept nowhere.
    if (port !== undefined && port !== 'out') return undefined;
    if (stage.kind === 'write')
      return stage.stored ? batch(stage) : isFile(stage) ? made('output', stage) : done(stage);
    if (stage.kind === 'task' && stage.model !== undefined) return made('checkpoint', stage);
    if (stage.output === undefined) return done(stage);
    return standing(await earlier.results('cache', fingerprint));
  };

  async function made(kind: ResultKind, { fingerprint }: Stage): Promise<EarlierResult | undefined> {
    return standing(await earlier.results(kind, fingerprint));
  }

  /** An older batch of the same content does not do: the newest is what is read. */
  async function batch({ connector, fingerprint }: WriteStage): Promise<EarlierResult | undefined> {
    const newest = await earlier.newestBatch(String(connector.options.dataset));
    return newest?.fingerprint === fingerprint ? standing([newest]) : undefined;
  }

  async function standing(results: readonly EarlierResult[]): Promise<EarlierResult | undefined> {
    for (const result of results) {
      if (result.path === undefined) continue;
      const digest = await earlier.digestOf(resolve(projectFolder, result.path));
      if (digest !== undefined && digest === result.sha256) return result;
    }
    return undefined;
  }

  async function done(stage: Stage): Promise<EarlierResult | undefined> {
    const end = await earlier.ended(stage.fingerprint);
    return end && { ...end, bytes: 0 };
  }
}

function isFile({ effects }: Stage): boolean {
  return effects.writes.length > 0;
}

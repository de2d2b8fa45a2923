import { resolve } from 'node:path';
import type { Stage } from '@millrace/grammar';
import type { EarlierResults } from './earlier-results.ts';
import type { EarlierResult, FindResult } from './what-runs.ts';

/**
 * Finds the earlier result that stands in for a node: of a sink its output, where it is still as it was written; of a node with
 * records the kept ones; of a task without any that it was done. Stages have the fingerprints of their results.
 */
export function findResult(earlier: EarlierResults, projectFolder: string): FindResult {
  return async (stage, port) => {
    if (stage.kind === 'write') return isFile(stage) ? standing(await earlier.outputs(stage.fingerprint)) : done(stage);
    if (stage.output === undefined) return done(stage);
    return port === 'out' || port === undefined ? standing(await earlier.kept(stage.fingerprint)) : undefined;
  };

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

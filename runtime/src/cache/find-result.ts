import { resolve } from 'node:path';
import type { Stage, WriteStage } from '@millrace/grammar';
import type { EarlierResults, ResultKind } from './earlier-results.ts';
import { keptPorts, portFingerprint } from './kept-places.ts';
import type { EarlierResult, FindResult } from './what-runs.ts';

/**
 * Finds the earlier result that stands in for a node: of a sink its output, where it is still as it was written; of a dataset its
 * newest batch; of a node with records the kept ones, of a route those of all its ports; of a task the model it has made, or that it was done. Stages have the
 * fingerprints of their results.
 */
export function findResult(earlier: EarlierResults, projectFolder: string): FindResult {
  return async (stage, port) => {
    const { fingerprint } = stage;
    // Bad records are kept nowhere.
    if (port === 'errors') return undefined;
    if (stage.kind === 'route') return byPorts(stage);
    if (stage.kind === 'write')
      return stage.stored ? batch(stage) : isFile(stage) ? made('output', stage) : done(stage);
    if (stage.kind === 'task' && stage.model !== undefined) return made('checkpoint', stage);
    if (stage.output === undefined) return done(stage);
    return standing(await earlier.results('cache', fingerprint));
  };

  async function made(kind: ResultKind, { fingerprint }: Stage): Promise<EarlierResult | undefined> {
    return standing(await earlier.results(kind, fingerprint));
  }

  /** All of them or none: whoever makes the records of one port makes those of the others. */
  async function byPorts(stage: Stage): Promise<EarlierResult | undefined> {
    const ports: Record<string, EarlierResult> = {};
    for (const port of keptPorts(stage)) {
      const result = await standing(await earlier.results('cache', portFingerprint(stage.fingerprint, port)));
      if (result === undefined) return undefined;
      ports[port] = result;
    }
    const all = Object.values(ports);
    const sum = (of: (result: EarlierResult) => number) => all.reduce((total, result) => total + of(result), 0);
    const [{ runId } = { runId: '' }] = all;
    return { ports, runId, records: sum(({ records }) => records), bytes: sum(({ bytes }) => bytes) };
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

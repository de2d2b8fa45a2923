/**
 * Which nodes of a plan have to run: those that the wanted ones need, as far as no earlier result stands in for them. Asked from the
 * ends of the flow upwards, so a node whose readers all have their results is not looked at.
 */
import type { Edge, Plan, Stage } from '@millrace/grammar';

/** A result of an earlier run that is as a new one would be. */
export interface EarlierResult {
  /** Relative to the project folder, or in the store of artefacts; absent for a node that gives no file. */
  path?: string;
  sha256?: string;
  records: number;
  bytes: number;
  runId: string;
  /** Of a node whose records leave by ports of its own: those of each. */
  ports?: Readonly<Record<string, EarlierResult>>;
}

export interface WhatRuns {
  /** Names of the nodes that run. */
  run: ReadonlySet<string>;
  /** The nodes that an earlier result stands in for, and whose readers or effects are wanted. */
  cached: ReadonlyMap<string, EarlierResult>;
}

/** The result of a node's port where there is one; of a node without records `port` is undefined. */
export type FindResult = (stage: Stage, port: string | undefined) => Promise<EarlierResult | undefined>;

export async function whatRuns(
  { stages, edges }: Plan,
  wanted: readonly string[],
  find: FindResult,
): Promise<WhatRuns> {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const run = new Set<string>();
  const cached = new Map<string, EarlierResult>();
  const waiting: { name: string; port: string | undefined }[] = wanted.map((name) => ({ name, port: undefined }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, port } = next;
    const stage = byName.get(name);
    if (stage === undefined || run.has(name)) continue;
    const result = await find(stage, port);
    if (result !== undefined) {
      cached.set(name, result);
      continue;
    }
    run.add(name);
    waiting.push(...edges.filter(({ to }) => to === name).map(needed));
  }
  // A node that runs for one of its readers runs for all of them.
  for (const name of run) cached.delete(name);
  return { run, cached };
}

function needed({ from, port, kind }: Edge): { name: string; port: string | undefined } {
  return { name: from, port: kind === 'stream' ? port : undefined };
}

/** What a run is for: nodes that nobody reads, be it that they write, or that they do something. */
export function endsOf({ stages, edges }: Plan): string[] {
  const read = new Set(edges.filter(({ kind }) => kind === 'stream').map(({ from }) => from));
  return stages.filter(({ name }) => !read.has(name)).map(({ name }) => name);
}

/** Runs what of a flow is not there already, and tells it as a run of the whole flow. */
import { resolve } from 'node:path';
import type { Plan, Stage } from '@millrace/grammar';
import { type RunOptions, runPlan } from '../execute/run-plan.ts';
import type { RunRecorder } from '../execute/run-recorder.ts';
import type { RunFinished } from '../protocol.ts';
import { portSchema } from '../slices/port-schema.ts';
import { sliceTo } from '../slices/slice-to.ts';
import type { EarlierResults } from './earlier-results.ts';
import { findResult } from './find-result.ts';
import { keptPorts, placeName } from './kept-places.ts';
import { keptAt, planOfPart } from './kept-results.ts';
import { outputPreview } from './output-preview.ts';
import { recordedWhole } from './recorded-whole.ts';
import { type ResultFingerprint, resultFingerprints } from './result-fingerprints.ts';
import { type CachedNode, finishedWhole, type ShownRecords, shownPlaces, toldWhole } from './told-whole.ts';
import { versionsIn } from './versions.ts';
import { type EarlierResult, endsOf, type WhatRuns, whatRuns } from './what-runs.ts';

export interface CachedRunOptions extends RunOptions {
  earlier: EarlierResults;
  /** Only what this node needs, and its result is kept. */
  to?: string;
  /** Runs everything, whatever is there. */
  isForced?: boolean;
  recorder?: RunRecorder;
}

export async function runWithCache(plan: Plan, options: CachedRunOptions): Promise<RunFinished> {
  const { to, earlier, projectFolder } = options;
  const results = await fingerprintsOf(plan, options);
  const known = withFingerprints(plan, results);
  const wanted = to === undefined ? endsOf(known) : [to];
  const target = sliceTo(known, wanted);
  const find = options.isForced ? async () => undefined : findResult(earlier, projectFolder);
  const begun = options.ledger?.plan;
  const what = begun === undefined ? await whatRuns(target, wanted, find) : whatRan(begun);
  const cached = await cachedNodes(target, what, options);
  const finished = await runPlan(begun ?? planOfPart(target, what, to), {
    ...options,
    recorder: options.recorder && recordedWhole(options.recorder, target, cached),
    onEvent: toldWhole(target, cached, (event) => options.onEvent?.(event), to),
  });
  if (finished.status === 'succeeded') await renewCheckpoints(target, what, options);
  return finishedWhole(finished, cached, shownPlaces(target, to));
}

/** Which checkpoint is the newest must not depend on whether it was made or found. */
async function renewCheckpoints({ stages }: Plan, { cached }: WhatRuns, { checkpoints }: RunOptions): Promise<void> {
  for (const stage of stages) {
    const sha256 = cached.get(stage.name)?.sha256;
    if (stage.kind === 'task' && stage.model !== undefined && sha256 !== undefined)
      await checkpoints?.renew(stage.model, sha256);
  }
}

/** Of a run that is resumed: whatever is there by now, it goes on with what it began with. */
function whatRan({ stages }: Plan): WhatRuns {
  return { run: new Set(stages.map(({ name }) => name)), cached: new Map() };
}

export function fingerprintsOf(
  plan: Plan,
  { earlier, projectFolder }: Pick<CachedRunOptions, 'earlier' | 'projectFolder'>,
): Promise<Map<string, ResultFingerprint>> {
  return resultFingerprints(plan, {
    digestOf: (path) => earlier.digestOf(resolve(projectFolder, path)),
    versionsFor: versionsIn(projectFolder),
    answersOf: (by) => earlier.answersOf(plan.flow, by),
  });
}

/** A result that cannot be compared gets a fingerprint that no other has. */
export function withFingerprints(plan: Plan, results: ReadonlyMap<string, ResultFingerprint>): Plan {
  const stages = plan.stages.map((stage): Stage => {
    const { fingerprint = crypto.randomUUID(), parts = {} } = results.get(stage.name) ?? {};
    return { ...stage, fingerprint, fingerprintParts: parts };
  });
  return { ...plan, stages };
}

function cachedNodes(target: Plan, { run, cached }: WhatRuns, options: CachedRunOptions): Promise<CachedNode[]> {
  const idle = target.stages.filter(({ name }) => !run.has(name));
  return Promise.all(idle.map((stage) => cachedNode(stage, cached.get(stage.name), options)));
}

/** What nobody asked for the result of has none, but ended with some records when it ran. */
async function cachedNode(
  stage: Stage,
  result: EarlierResult | undefined,
  options: CachedRunOptions,
): Promise<CachedNode> {
  const { name, fingerprint } = stage;
  const { records = 0 } = result ?? (await options.earlier.ended(fingerprint)) ?? {};
  const reads = portReads(stage, result);
  if (stage.kind === 'write' && result?.path !== undefined) {
    const { path, bytes } = result;
    const call = stage.stored ? { name: '$dataset', options: { path } } : stage.connector;
    const preview = await outputPreview(call, stage.stored ?? stage.input, options.projectFolder);
    return { name, reads, records, output: { path, bytes }, shown: preview ? [{ name, records, preview }] : [] };
  }
  if (name !== options.to || result === undefined) return { name, reads, records, shown: [] };
  return { name, reads, records, shown: await keptRecords(stage, result, options) };
}

/** The names of the reads that stand in for the ports of a node. */
function portReads({ name }: Stage, result: EarlierResult | undefined): string[] {
  return Object.keys(result?.ports ?? {}).map((port) => placeName({ node: name, port }));
}

async function keptRecords(stage: Stage, result: EarlierResult, { projectFolder }: CachedRunOptions) {
  const shown: ShownRecords[] = [];
  for (const port of keptPorts(stage)) {
    const { path, records } = result.ports?.[port] ?? result;
    const schema = portSchema(stage, port);
    const preview = path && schema && (await outputPreview(keptAt(path), schema, projectFolder));
    if (preview) shown.push({ name: placeName({ node: stage.name, port }), records, preview });
  }
  return shown;
}

import type { Plan, Stage } from '@millrace/grammar';
import type { StartedRun } from '../../execute/run-recorder.ts';
import { ownProcess } from '../../project/process-identity.ts';
import type { ArtefactKind, RunRow } from '../tables.ts';
import { versionsFor } from './versions.ts';

export interface RunFacts {
  /** The whole plan, whatever of it is executed. */
  plan: Plan;
  project: string;
  /** What its user calls the run. */
  name: string | undefined;
}

/** A run as it begins, in this process. */
export function runRow({ runId, time }: StartedRun, { plan, project, name = '' }: RunFacts): RunRow {
  const { machine, pid, start } = ownProcess();
  return {
    id: runId,
    project,
    flow: plan.flow,
    source: plan.source,
    name: name || null,
    status: 'running',
    startedAt: time,
    finishedAt: null,
    durationMs: null,
    planFingerprint: plan.fingerprint,
    plan: JSON.stringify(plan),
    parameters: JSON.stringify(Object.fromEntries(plan.parameters.map(({ name, value }) => [name, value]))),
    gitCommit: null,
    gitDirty: null,
    versions: JSON.stringify(versionsFor(plan)),
    machine,
    pid,
    processStart: start,
    errorCode: null,
    errorMessage: null,
    errorNode: null,
  };
}

/** What a node other than a write publishes is kept for later runs. */
export function artefactKindOf(stage: Stage | undefined): ArtefactKind {
  if (stage?.kind === 'task' && stage.model !== undefined) return 'checkpoint';
  if (stage?.kind !== 'write') return 'cache';
  return stage.stored === undefined ? 'output' : 'dataset';
}

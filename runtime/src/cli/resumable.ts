/** Makes a run one that can be resumed, or resumes one. */
import { randomUUID } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { Plan } from '@millrace/grammar';
import type { RunLedger } from '../execute/run-ledger.ts';
import type { KeptRun } from '../ledger/kept-run.ts';
import type { SecretSources } from '../secrets/secrets.ts';
import type { FlowFile } from './flow-file.ts';
import type { RunOptions } from './run-options.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What `run` was given to choose a flow, its parameters and what of it is run. */
type Choice = Pick<RunOptions, 'flow' | 'param' | 'profile' | 'to' | 'force'>;

export interface ResumableRun {
  ledger?: RunLedger;
  /** Why it has no ledger. */
  whyNotResumable?: string;
}

/** The options of the run that is to be resumed, with what is given now before them; those given where none is. */
export async function optionsToResume({ project, document }: FlowFile, options: RunOptions): Promise<RunOptions> {
  if (options.resume === undefined) return options;
  const { unfinishedRuns } = await import('./later.ts');
  const source = relative(project.folder, document.uri.fsPath).split(sep).join('/');
  const resumed = chosen(unfinishedRuns(project.folder, source, options.flow), options.resume, source);
  return { ...(resumed.choice as Choice), ...options, resumed };
}

function chosen(runs: readonly KeptRun[], wanted: string | true, source: string): KeptRun {
  const found = wanted === true ? runs[0] : runs.find(({ runId }) => runId === wanted);
  if (found !== undefined) return found;
  const others = runs.map(({ runId }) => runId).join(', ');
  if (others === '') throw new UsageError(`No run of ${source} is unfinished; run it without --resume`);
  throw new UsageError(`${wanted} is no unfinished run of ${source}; these are: ${others}`);
}

/** Rejects with a RunError where a run cannot be resumed. */
export async function resumable(
  plan: Plan,
  projectFolder: string,
  secrets: SecretSources,
  options: RunOptions,
): Promise<ResumableRun> {
  const { resumed, flow, param, profile, to, force, record = true } = options;
  const { beginRun, resumeRun } = await import('./later.ts');
  const choice: Choice = { flow, param, profile, to, force };
  const run = { projectFolder, runId: randomUUID(), version, authored: plan, choice, secrets, isUnrecorded: !record };
  return resumed === undefined ? beginRun(run) : { ledger: await resumeRun(resumed, run) };
}

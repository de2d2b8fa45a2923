import type { Plan, WriteStage } from '@millrace/grammar';
import { connectors } from '../connectors/index.ts';
import { internalConnectors } from '../connectors/internal.ts';
import { type SecretSources, Secrets } from '../secrets/secrets.ts';

export interface AbandonedRun {
  runId: string;
  /** Absolute. */
  projectFolder: string;
  /** For outputs that are not files. */
  secrets?: SecretSources;
}

/** Removes what a run that will not be resumed left of its outputs. What cannot be removed stays: it has no final name. */
export async function abandonOutputs(plan: Plan, run: AbandonedRun): Promise<void> {
  await ofOutputs(plan, run, 'abandon');
  await forgetOutputs(plan, run);
}

/** Removes what outputs note of themselves so that they are published once. What cannot be removed stays, and is a line too many. */
export async function forgetOutputs(plan: Plan, run: AbandonedRun): Promise<void> {
  await ofOutputs(plan, run, 'forget');
}

type Cleaning = 'abandon' | 'forget';

async function ofOutputs({ stages }: Plan, run: AbandonedRun, cleaning: Cleaning): Promise<void> {
  for (const stage of stages) if (stage.kind === 'write') await cleaned(stage, run, cleaning).catch(() => {});
}

async function cleaned({ connector, name, effects }: WriteStage, run: AbandonedRun, cleaning: Cleaning): Promise<void> {
  const clean = (connectors.get(connector.name) ?? internalConnectors.get(connector.name))?.[cleaning];
  if (clean === undefined) return;
  const { runId, projectFolder, secrets = new Map() } = run;
  const { signal } = new AbortController();
  const known = new Secrets(secrets, projectFolder);
  await known.find(effects.secrets, signal);
  const owner = { runId, node: name };
  await clean(connector, { ...owner, projectFolder, signal, secret: known.value });
}

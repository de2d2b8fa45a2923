import type { Plan, WriteStage } from '@millrace/grammar';
import { connectors } from '../connectors/index.ts';
import { type SecretSources, Secrets } from '../secrets/secrets.ts';

export interface AbandonedRun {
  runId: string;
  /** Absolute. */
  projectFolder: string;
  /** For outputs that are not files. */
  secrets?: SecretSources;
}

/** Removes what a run that will not be resumed left of its outputs. What cannot be removed stays: it has no final name. */
export async function abandonOutputs({ stages }: Plan, run: AbandonedRun): Promise<void> {
  for (const stage of stages) if (stage.kind === 'write') await abandonOutput(stage, run).catch(() => {});
}

async function abandonOutput({ connector, name, effects }: WriteStage, run: AbandonedRun): Promise<void> {
  const { runId, projectFolder, secrets = new Map() } = run;
  const { signal } = new AbortController();
  const known = new Secrets(secrets, projectFolder);
  await known.find(effects.secrets, signal);
  const owner = { runId, node: name };
  await connectors.get(connector.name)?.abandon?.(connector, { ...owner, projectFolder, signal, secret: known.value });
}

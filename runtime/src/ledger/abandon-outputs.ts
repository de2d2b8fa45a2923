import type { Plan } from '@millrace/grammar';
import { connectors } from '../connectors/index.ts';

/** Removes what a run that will not be resumed left of its outputs. What cannot be removed stays: it has no final name. */
export async function abandonOutputs(
  { stages }: Plan,
  { runId, projectFolder }: { runId: string; projectFolder: string },
): Promise<void> {
  const { signal } = new AbortController();
  for (const stage of stages) {
    if (stage.kind !== 'write') continue;
    const { connector, name: node } = stage;
    await connectors
      .get(connector.name)
      ?.abandon?.(connector, { projectFolder, signal, runId, node })
      .catch(() => {});
  }
}

import type { Plan } from '@millrace/grammar';
import { asRunError } from '../execute/run-failure.ts';
import type { Secrets } from './secrets.ts';

/** Before the first record, so that no half of the work is done without them. */
export async function findSecrets({ stages }: Plan, secrets: Secrets, signal: AbortSignal): Promise<void> {
  for (const { name, effects } of stages) {
    try {
      await secrets.find(effects.secrets, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw asRunError(error, name);
    }
  }
}

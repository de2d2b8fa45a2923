import type { Plan } from '@millrace/grammar';
import { asRunError } from '../execute/run-failure.ts';
import { resolveSecret } from './resolve-secret.ts';

/** Before the first record, so that no half of the work is done without them. */
export function refuseMissingSecrets({ stages }: Plan): void {
  for (const { name, effects } of stages) {
    try {
      for (const secret of effects.secrets) resolveSecret(secret);
    } catch (error) {
      throw asRunError(error, name);
    }
  }
}

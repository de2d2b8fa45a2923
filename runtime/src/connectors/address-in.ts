import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import type { ConnectorContext } from './connector.ts';

/** The value of an option that may be a secret; undefined where neither is given. */
export function optionValue(
  { options, secrets }: ConnectorCall,
  name: string,
  context: ConnectorContext,
): string | undefined {
  const secret = secrets?.[name];
  if (secret !== undefined) return context.secret?.(secret) ?? missing(secret);
  const value = options[name];
  return value === undefined || value === null ? undefined : String(value);
}

/** The address of a call, from its text or from a secret. */
export function addressIn(call: ConnectorCall, context: ConnectorContext): string {
  return optionValue(call, 'url', context) ?? missing('url');
}

function missing(name: string): never {
  throw new RunError('secret-missing', `The secret "${name}" has no value here`);
}

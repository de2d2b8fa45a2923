import type { RunFailure } from '../protocol.ts';
import { RunError } from './run-error.ts';

/** An operating failure as it is; anything else is a bug, which keeps its own words. */
export function asRunError(error: unknown, node?: string): RunError {
  if (error instanceof RunError) return node === undefined ? error : error.at(node);
  const message = error instanceof Error ? error.message : String(error);
  return new RunError('internal', `Millrace failed by a mistake of its own: ${message}`, { node, cause: error });
}

export function failureOf(error: RunError): RunFailure {
  const { code, message, node } = error;
  return node === undefined ? { code, message } : { code, message, node };
}

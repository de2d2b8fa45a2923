/**
 * Where the value of a secret comes from: the environment variable of its name. Looked up by the process that needs it, when its
 * node opens; whoever gets the value keeps it out of messages, events and files. An empty variable is one that is not set.
 */
import { RunError } from '../execute/run-error.ts';

export function resolveSecret(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw secretMissing(name);
  return value;
}

function secretMissing(name: string): RunError {
  return new RunError('secret-missing', `The secret "${name}" is not set; give it in the environment variable ${name}`);
}

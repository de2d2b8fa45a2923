import {
  catalogueAddressPattern,
  isSandboxSetting,
  nearestName,
  type SandboxSetting,
  sandboxSettings,
} from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

/** As the process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that set something; parameters have one each, `MILLRACE_PARAM_threshold`. */
export const variables = {
  profile: 'MILLRACE_PROFILE',
  catalogue: 'MILLRACE_CATALOGUE',
  sandbox: 'MILLRACE_SANDBOX',
} as const;
export const parameterPrefix = 'MILLRACE_PARAM_';

/** What the environment sets; an empty variable is one that is not set. */
export interface EnvironmentSettings {
  profile?: string;
  catalogue?: string;
  sandbox?: SandboxSetting;
  /** By the name of the parameter, of whichever flow is run. */
  parameters: ReadonlyMap<string, string>;
}

/** Throws a RunError for what does not fit, and for a name so near to one of ours that nobody else's is meant. */
export function environmentSettings(environment: Environment): EnvironmentSettings {
  const ours = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[0].startsWith('MILLRACE_') && Boolean(entry[1]),
  );
  for (const [name] of ours) refuseMisspelt(name);
  const catalogue = environment[variables.catalogue] || undefined;
  if (catalogue !== undefined && !catalogueAddressPattern.test(catalogue))
    throw invalid(`${variables.catalogue} must be the address of a PostgreSQL, such as postgres://host/database`);
  const sandbox = environment[variables.sandbox] || undefined;
  if (sandbox !== undefined && !isSandboxSetting(sandbox))
    throw invalid(`${variables.sandbox} must be ${sandboxSettings.join(', ')}`);
  const parameters = ours.filter(([name]) => name.startsWith(parameterPrefix));
  return {
    profile: environment[variables.profile] || undefined,
    catalogue,
    sandbox,
    parameters: new Map(parameters.map(([name, value]) => [name.slice(parameterPrefix.length), value])),
  };
}

function refuseMisspelt(name: string): void {
  const known: readonly string[] = Object.values(variables);
  if (known.includes(name) || name.startsWith(parameterPrefix)) return;
  const ending = name.slice('MILLRACE_'.length);
  const meant = nearestName(
    ending,
    known.map((one) => one.slice('MILLRACE_'.length)),
  );
  if (meant !== undefined) throw invalid(`sets ${name}, which means nothing; did you mean MILLRACE_${meant}?`);
  const [word = ''] = ending.split('_');
  // Scripts of tasks get MILLRACE_PARAMETER_name, and may call millrace.
  if (ending.includes('_') && nearestName(word, ['PARAM']) !== undefined)
    throw invalid(`sets ${name}, which means nothing; a parameter is ${parameterPrefix}name`);
}

function invalid(message: string): RunError {
  return new RunError('config-invalid', `The environment ${message}`);
}

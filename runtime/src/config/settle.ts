/**
 * What holds of all that can be set, and where it was set. From the weakest: defaults, millrace.json, the profile, the environment,
 * the flags of the command. Nothing else in the product asks where a setting comes from.
 */
import {
  nearestName,
  type ProjectConfig,
  type SandboxSetting,
  type SecretSource,
  type Settings,
  type StoreSettings,
} from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { type Environment, environmentSettings, parameterPrefix, variables } from './environment.ts';

/** `name`: of the profile, the variable or the flag. */
export type Origin =
  | { layer: 'default' }
  | { layer: 'millrace.json' }
  | { layer: 'profile' | 'environment' | 'flag'; name: string };

export interface Settled<T> {
  value: T;
  from: Origin;
}

export interface ProjectSettings {
  profile: Settled<string> | undefined;
  /** Values of parameters as texts: by flow and name. */
  parameters: ReadonlyMap<string, ReadonlyMap<string, Settled<string>>>;
  /** By name, for whichever flow is run; these are stronger. */
  anyFlow: ReadonlyMap<string, Settled<string>>;
  /** Those that do not come from the environment variable of their own name. */
  secrets: ReadonlyMap<string, Settled<SecretSource>>;
  /** SQLite in the project's folder where undefined. */
  catalogue: Settled<NonNullable<StoreSettings['catalogue']>> | undefined;
  sandbox: Settled<SandboxSetting>;
}

export interface GivenSettings {
  /** Of --profile. */
  profile?: string;
  environment: Environment;
}

/** Throws a RunError for a profile that there is not, and for what does not fit in the environment. */
export function settle(config: ProjectConfig | undefined, given: GivenSettings): ProjectSettings {
  const outside = environmentSettings(given.environment);
  const profile = chosenProfile(given.profile, outside.profile);
  const layers = layersOf(config, profile);
  return {
    profile,
    parameters: parametersOf(layers),
    anyFlow: new Map(
      [...outside.parameters].map(([name, value]) => [name, { value, from: inEnvironment(parameterPrefix + name) }]),
    ),
    secrets: new Map(layers.flatMap(({ settings: { secrets = {} }, from }) => entriesFrom(secrets, from))),
    catalogue: catalogueOf(layers, outside.catalogue),
    sandbox: sandboxOf(config, outside.sandbox),
  };
}

interface Layer {
  from: Origin;
  settings: Settings;
}

/** From the weakest. */
function layersOf(config: ProjectConfig | undefined, profile: Settled<string> | undefined): Layer[] {
  const ofProject: Layer = { from: { layer: 'millrace.json' }, settings: config ?? {} };
  if (profile === undefined) return [ofProject];
  const known = config?.profiles ?? {};
  const name = profile.value;
  if (!Object.hasOwn(known, name)) throw noSuchProfile(profile, Object.keys(known));
  return [ofProject, { from: { layer: 'profile', name }, settings: known[name] as Settings }];
}

function chosenProfile(flag: string | undefined, variable: string | undefined): Settled<string> | undefined {
  if (flag !== undefined) return { value: flag, from: { layer: 'flag', name: '--profile' } };
  return variable === undefined ? undefined : { value: variable, from: inEnvironment(variables.profile) };
}

function inEnvironment(name: string): Origin {
  return { layer: 'environment', name };
}

function noSuchProfile({ value, from }: Settled<string>, known: readonly string[]): RunError {
  const meant = nearestName(value, known);
  const way = meant
    ? `did you mean "${meant}"?`
    : known.length > 0
      ? `there are ${known.join(', ')}`
      : 'millrace.json has no profiles';
  const said = 'name' in from ? ` (${from.name})` : '';
  return new RunError('config-invalid', `There is no profile "${value}"${said}; ${way}`);
}

function parametersOf(layers: readonly Layer[]): ProjectSettings['parameters'] {
  const flows = new Map<string, Map<string, Settled<string>>>();
  for (const { settings, from } of layers) {
    for (const [flow, values] of Object.entries(settings.parameters ?? {})) {
      const texts = Object.entries(values).map(([name, value]) => [name, { value: String(value), from }] as const);
      flows.set(flow, new Map([...(flows.get(flow) ?? []), ...texts]));
    }
  }
  return flows;
}

function entriesFrom<T>(values: Record<string, T>, from: Origin): [string, Settled<T>][] {
  return Object.entries(values).map(([name, value]) => [name, { value, from }]);
}

/** No profile has it. */
function sandboxOf(config: ProjectConfig | undefined, variable: SandboxSetting | undefined): Settled<SandboxSetting> {
  if (variable !== undefined) return { value: variable, from: inEnvironment(variables.sandbox) };
  const value = config?.runners?.sandbox;
  return value === undefined
    ? { value: 'auto', from: { layer: 'default' } }
    : { value, from: { layer: 'millrace.json' } };
}

function catalogueOf(layers: readonly Layer[], variable: string | undefined): ProjectSettings['catalogue'] {
  if (variable !== undefined) return { value: variable, from: inEnvironment(variables.catalogue) };
  const [strongest] = layers.toReversed().flatMap(({ settings: { store }, from }) => {
    const value = store?.catalogue;
    return value === undefined ? [] : [{ value, from }];
  });
  return strongest;
}

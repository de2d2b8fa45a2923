/** All that can be set, as rows: `millrace config`. No row has a secret's value. */
import type { ProjectConfig, SecretSource } from '@millrace/grammar';
import { catalogueName } from '../catalogue/catalogue.ts';
import { storeFolderName } from '../project/store-folder.ts';
import type { Origin, ProjectSettings, Settled } from './settle.ts';

export interface ShownSetting {
  /** `parameters.ScorePayments.threshold`. */
  key: string;
  /** Plain JSON. */
  value: unknown;
  from: Origin;
}

export function shownSettings(config: ProjectConfig | undefined, settings: ProjectSettings): ShownSetting[] {
  const { profile, parameters, anyFlow, secrets } = settings;
  return [
    row('profile', profile ?? { value: null, from: { layer: 'default' } }),
    ...ofProject(config),
    row('store.catalogue', shownCatalogue(settings)),
    row('runners.sandbox', settings.sandbox),
    ...[...secrets].map(([name, source]) => row(`secrets.${name}`, shownSource(source))),
    ...[...parameters].flatMap(([flow, values]) =>
      [...values]
        .filter(([name]) => !anyFlow.has(name))
        .map(([name, value]) => row(`parameters.${flow}.${name}`, value)),
    ),
    ...[...anyFlow].map(([name, value]) => row(`parameters.*.${name}`, value)),
  ];
}

function row(key: string, { value, from }: Settled<unknown>): ShownSetting {
  return { key, value, from };
}

/** What neither a profile nor anybody else can say. */
function ofProject({ name, version, description, license, include, rules = {} }: ProjectConfig = {}): ShownSetting[] {
  const fixed = Object.entries({ name, version, description, license, include });
  const ruled = Object.entries(rules).map(([code, setting]) => [`rules.${code}`, setting] as const);
  return [...fixed, ...ruled].flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value, from: { layer: 'millrace.json' } as const }],
  );
}

function shownCatalogue({ catalogue }: ProjectSettings): Settled<unknown> {
  if (catalogue === undefined) return { value: `${storeFolderName}/${catalogueName}`, from: { layer: 'default' } };
  const { value, from } = catalogue;
  return { value: typeof value === 'string' ? withoutPassword(value) : value, from };
}

/** An address in the environment may have one. */
function withoutPassword(address: string): string {
  return address.replace(/^([^/]*\/\/[^/@:]*):[^@]*@/, '$1:…@').replace(/([?&]password=)[^&]*/gi, '$1…');
}

/** The program is shown and not its arguments, among which a token may stand. */
function shownSource({ value, from }: Settled<SecretSource>): Settled<unknown> {
  return {
    value: 'command' in value ? { command: [value.command[0], ...(value.command.length > 1 ? ['…'] : [])] } : value,
    from,
  };
}

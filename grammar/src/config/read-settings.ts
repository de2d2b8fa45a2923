import { isPlainObject, leaf, mapOf, objectOf, type Path, type ReadPart, type Told } from './read-parts.ts';
import type { FlowParameters, SecretSource, Settings, StoreSettings } from './settings.ts';

export const secretNamePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const catalogueAddressPattern = /^postgres(ql)?:\/\//;

const anyName = { pattern: /./, wanted: 'a name' };
const asSecret = { pattern: secretNamePattern, wanted: 'letters, digits and "_", such as CARD_KEY' };

const parameterValues = mapOf(
  'the values of parameters by name, such as { "threshold": 0.9 }',
  anyName,
  leaf('text, a number, true or false', isScalar),
);

export const readParameters: ReadPart<FlowParameters> = mapOf(
  'parameters by flow, such as { "ScorePayments": { "threshold": 0.9 } }',
  anyName,
  parameterValues,
);

const sourceParts = objectOf<{ env: string; file: string; command: string[] }>(
  {
    env: leaf('the name of an environment variable', isText),
    file: leaf('the path of a file', isText),
    command: leaf('a program with its arguments, such as ["pass", "show", "card-key"]', isCommand),
  },
  '{ "env": … }, { "file": … } or { "command": [ … ] }',
);

const readSource: ReadPart<SecretSource> = (value, path, told) => {
  const source = sourceParts(value, path, told);
  if (source === undefined) return undefined;
  const given = Object.keys(value as object).length;
  if (given === 1) return Object.keys(source).length === 1 ? source : undefined;
  told.misfit(path, `has a "${path.join('.')}" with ${given} sources: it must have one of env, file and command`);
  return undefined;
};

export const readSecrets: ReadPart<Record<string, SecretSource>> = mapOf(
  'the sources of secrets by name, such as { "CARD_KEY": { "file": "/run/secrets/card-key" } }',
  asSecret,
  readSource,
);

const secretOfAddress = objectOf<{ secret: string }>(
  { secret: leaf('the name of a secret', isSecretName) },
  '{ "secret": "NAME" }',
);

const readCatalogue: ReadPart<StoreSettings['catalogue']> = (value, path, told) => {
  if (isPlainObject(value) && Object.keys(value).length > 0) return nonEmpty(secretOfAddress(value, path, told));
  if (typeof value !== 'string' || !catalogueAddressPattern.test(value))
    return refuse(path, told, 'it must be "postgres://host/database" or { "secret": "NAME" }');
  if (hasPassword(value))
    return refuse(
      path,
      told,
      'a password does not belong here; name a secret with the whole address: { "secret": "NAME" }',
    );
  return value;
};

function refuse(path: Path, told: Told, wanted: string): undefined {
  told.misfit(path, `has a "${path.join('.')}" that doesn't fit: ${wanted}`);
}

function nonEmpty<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}

export const readStore: ReadPart<StoreSettings> = objectOf<StoreSettings>(
  { catalogue: readCatalogue },
  '{ "catalogue": … }',
);

export const readProfiles: ReadPart<Record<string, Settings>> = mapOf(
  'settings by the name of a profile, such as { "production": { "parameters": { … } } }',
  { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/, wanted: 'letters, digits, "-", "_" and ".", such as production' },
  objectOf<Settings>({ parameters: readParameters, secrets: readSecrets, store: readStore }, 'an object'),
);

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

function isSecretName(value: unknown): value is string {
  return isText(value) && secretNamePattern.test(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
}

function isCommand(value: unknown): value is string[] {
  return Array.isArray(value) && isText(value[0]) && value.every((word) => typeof word === 'string');
}

/** `postgres://user:password@host`, and as a query parameter. */
function hasPassword(address: string): boolean {
  return /^[^/]*\/\/[^/@]*:[^/@]*@/.test(address) || /[?&]password=/i.test(address);
}

/** The JSON schema of millrace.json, which the extension gives to VS Code: its keys, and a rule for every code that may have one. */
import {
  configKeys,
  type ProjectConfig,
  projectNamePattern,
  projectVersionPattern,
} from '../../grammar/src/config/project-config.ts';
import { sandboxSettings } from '../../grammar/src/config/read-runners.ts';
import { catalogueAddressPattern, secretNamePattern } from '../../grammar/src/config/read-settings.ts';
import type { Settings } from '../../grammar/src/config/settings.ts';
import { ruleSettings } from '../../grammar/src/diagnostics/rules.ts';
import { explainedCodes } from './diagnostics.ts';

const file = 'extension/schemas/millrace.schema.json';

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string', minLength: 1 };

/** What a profile may say as well. */
const settings: Record<keyof Settings, () => Schema> = {
  parameters: () => byName('By the name of the flow.', byName('By name.', { type: ['string', 'number', 'boolean'] })),
  secrets: () => ({
    type: 'object',
    propertyNames: { pattern: secretNamePattern.source },
    additionalProperties: closed(sourceProperties, { minProperties: 1, maxProperties: 1 }),
  }),
  store: () =>
    closed({
      catalogue: {
        description: 'Where runs are recorded.',
        anyOf: [address, closed({ secret }, { required: ['secret'] })],
      },
    }),
};

const address: Schema = { type: 'string', pattern: catalogueAddressPattern.source };
const secret: Schema = {
  description: 'The secret that has the address.',
  type: 'string',
  pattern: secretNamePattern.source,
};

const sourceProperties: Record<string, Schema> = {
  env: { description: 'The environment variable that has the value.', ...text },
  file: { description: 'The file that has the value, relative to the project.', ...text },
  command: {
    description: 'A program and its arguments; the value is what it prints.',
    type: 'array',
    minItems: 1,
    items: { type: 'string' },
  },
};

function closed(properties: Record<string, Schema>, rest: Schema = {}): Schema {
  return { type: 'object', properties, additionalProperties: false, ...rest };
}

function byName(description: string, value: Schema): Schema {
  return { description, type: 'object', additionalProperties: value };
}

const values: Record<keyof ProjectConfig, () => Schema> = {
  $schema: () => ({ type: 'string' }),
  name: () => ({ type: 'string', pattern: projectNamePattern.source }),
  version: () => ({ type: 'string', pattern: projectVersionPattern.source }),
  description: () => ({ type: 'string', minLength: 1 }),
  license: () => ({ type: 'string', minLength: 1 }),
  include: () => ({ type: 'array', items: { type: 'string', minLength: 1 } }),
  rules: () => ({ type: 'object', properties: ruleProperties(), additionalProperties: false }),
  ...settings,
  runners: () =>
    closed({
      sandbox: { description: 'Whether code of tasks is confined with bubblewrap.', enum: [...sandboxSettings] },
    }),
  profiles: () => ({
    type: 'object',
    additionalProperties: closed(Object.fromEntries(Object.entries(settings).map(([key, schema]) => [key, schema()]))),
  }),
};

export function configSchemaFile(): Map<string, string> {
  const keys = Object.entries(configKeys);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A Millrace project',
    type: 'object',
    properties: Object.fromEntries(
      keys.map(([key, { doc }]) => [key, { description: doc, ...values[key as keyof ProjectConfig]() }]),
    ),
    additionalProperties: false,
  };
  return new Map([[file, `${JSON.stringify(schema, undefined, 2)}\n`]]);
}

/** Errors stay errors, so there is no rule for them to complete. */
function ruleProperties(): Schema {
  const told = explainedCodes().filter(({ severity }) => severity !== 'error');
  return Object.fromEntries(
    told.map(({ code, title, severity }) => [code, { description: `${title} (${severity})`, enum: [...ruleSettings] }]),
  );
}

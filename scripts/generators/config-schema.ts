/** The JSON schema of millrace.json, which the extension gives to VS Code: its keys, and a rule for every code that may have one. */
import {
  configKeys,
  type ProjectConfig,
  projectNamePattern,
  projectVersionPattern,
} from '../../grammar/src/config/project-config.ts';
import { ruleSettings } from '../../grammar/src/diagnostics/rules.ts';
import { explainedCodes } from './diagnostics.ts';

const file = 'extension/schemas/millrace.schema.json';

type Schema = Record<string, unknown>;

const values: Record<keyof ProjectConfig, () => Schema> = {
  $schema: () => ({ type: 'string' }),
  name: () => ({ type: 'string', pattern: projectNamePattern.source }),
  version: () => ({ type: 'string', pattern: projectVersionPattern.source }),
  description: () => ({ type: 'string', minLength: 1 }),
  license: () => ({ type: 'string', minLength: 1 }),
  include: () => ({ type: 'array', items: { type: 'string', minLength: 1 } }),
  rules: () => ({ type: 'object', properties: ruleProperties(), additionalProperties: false }),
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
    required: keys.filter(([, { isRequired }]) => isRequired).map(([key]) => key),
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

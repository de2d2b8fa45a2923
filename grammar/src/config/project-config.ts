/** What millrace.json may say. Read by the command, the language server and the generator of the schema for editors. */
import { type RuleSetting, type Rules, ruleSettings } from '../diagnostics/rules.ts';
import { isPlainObject, type ReadPart } from './read-parts.ts';
import { type RunnerSettings, readRunners } from './read-runners.ts';
import { readParameters, readProfiles, readSecrets, readStore } from './read-settings.ts';
import type { Settings } from './settings.ts';

export interface ProjectConfig extends Settings {
  /** For editors that know none by the name of the file; it says nothing of the project. */
  $schema?: string;
  /** Of the package, which needs one: lower-case letters, digits, `-`, `_` and `.`. */
  name?: string;
  /** Of the package, which needs one; semantic: `1.2.3`, perhaps with a pre-release. */
  version?: string;
  description?: string;
  license?: string;
  /** Files and folders that a package takes along beside flows, code and models; relative to the project's folder. */
  include?: string[];
  /** How grave the project wants the mistakes of a code to be. */
  rules?: Rules;
  /** How code of tasks is run on the machines of the project. */
  runners?: RunnerSettings;
  /** What is otherwise where a profile is chosen. */
  profiles?: Record<string, Settings>;
}

export const configName = 'millrace.json';

export const projectNamePattern = /^[a-z0-9][a-z0-9._-]{0,99}$/;
export const projectVersionPattern = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

interface ConfigKey {
  doc: string;
  /** What it must be, in words. */
  wanted: string;
  fits(value: unknown): boolean;
  /** Reads what is inside of it. */
  read?: ReadPart<unknown>;
}

export const configKeys: Readonly<Record<keyof ProjectConfig, ConfigKey>> = {
  $schema: { doc: 'Where the schema of this file is, for editors.', wanted: 'an address', fits: isText },
  name: {
    doc: 'The name of the package, which needs one.',
    wanted: 'lower-case letters, digits, "-", "_" and ".", such as "card-risk"',
    fits: (value) => isText(value) && projectNamePattern.test(value),
  },
  version: {
    doc: 'The version of the package, which needs one.',
    wanted: 'a semantic version, such as "1.0.0"',
    fits: (value) => isText(value) && projectVersionPattern.test(value),
  },
  description: { doc: 'What the project is for.', wanted: 'text', fits: isText },
  license: { doc: 'The licence, as SPDX names it.', wanted: 'text, such as "MIT"', fits: isText },
  include: {
    doc: 'Files and folders that a package takes along.',
    wanted: 'a list of paths, such as ["data"]',
    fits: (value) => Array.isArray(value) && value.every(isText),
  },
  rules: {
    doc: 'How grave the mistakes of a code are in this project. Errors stay errors.',
    wanted: 'an object, such as { "FLOW302": "off" }',
    fits: isPlainObject,
  },
  parameters: {
    doc: 'Values of parameters, by flow.',
    wanted: 'an object, such as { "ScorePayments": { "threshold": 0.9 } }',
    fits: isPlainObject,
    read: readParameters,
  },
  secrets: {
    doc: 'Where the values of secrets are found: without a source, in the environment variable of the same name.',
    wanted: 'an object, such as { "CARD_KEY": { "file": "/run/secrets/card-key" } }',
    fits: isPlainObject,
    read: readSecrets,
  },
  store: {
    doc: 'Where runs are recorded.',
    wanted: 'an object, such as { "catalogue": { "secret": "CATALOGUE_URL" } }',
    fits: isPlainObject,
    read: readStore,
  },
  runners: {
    doc: 'How code of tasks is run. MILLRACE_SANDBOX is stronger.',
    wanted: 'an object, such as { "sandbox": "required" }',
    fits: isPlainObject,
    read: readRunners,
  },
  profiles: {
    doc: 'Settings that are otherwise where a profile is chosen with --profile or MILLRACE_PROFILE.',
    wanted: 'an object, such as { "production": { "parameters": {} } }',
    fits: isPlainObject,
    read: readProfiles,
  },
};

export function isRuleSetting(value: unknown): value is RuleSetting {
  return ruleSettings.some((setting) => setting === value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

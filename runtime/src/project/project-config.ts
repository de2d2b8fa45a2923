import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestName } from '@millrace/grammar';

import { RunError } from '../execute/run-error.ts';
import { decodeStrictly } from './strict-utf8.ts';

/** `millrace.json`. */
export interface ProjectConfig {
  /** Of the package: lower-case letters, digits, `-`, `_` and `.`. */
  name: string;
  /** Semantic: `1.2.3`, perhaps with a pre-release. */
  version: string;
  description?: string;
  license?: string;
  /** Files and folders that a package takes along beside flows, code and models; relative to the project's folder. */
  include?: string[];
}

export const configName = 'millrace.json';

export const projectNamePattern = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/** What each key must be, in words, and the test of it. */
const keys: Record<keyof ProjectConfig, { wanted: string; fits: (value: unknown) => boolean }> = {
  name: {
    wanted: 'lower-case letters, digits, "-", "_" and ".", such as "card-risk"',
    fits: (value) => isText(value) && projectNamePattern.test(value),
  },
  version: {
    wanted: 'a semantic version, such as "1.0.0"',
    fits: (value) => isText(value) && /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(value),
  },
  description: { wanted: 'text', fits: isText },
  license: { wanted: 'text, such as "MIT"', fits: isText },
  include: {
    wanted: 'a list of paths, such as ["data"]',
    fits: (value) => Array.isArray(value) && value.every(isText),
  },
};

const required: readonly (keyof ProjectConfig)[] = ['name', 'version'];

/** Reads the project's configuration strictly: what isn't known or doesn't fit is an error that says what would be right. */
export function readProjectConfig(folder: string): ProjectConfig {
  const path = join(folder, configName);
  const value = parseJson(decodeStrictly(readFileSync(path), path), path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(path, 'must be an object, such as { "name": "card-risk", "version": "1.0.0" }');
  }
  for (const [key, entry] of Object.entries(value)) checkKey(path, key, entry);
  for (const key of required) {
    if (!(key in value)) throw invalid(path, `has no "${key}": ${keys[key].wanted}`);
  }
  return value as ProjectConfig;
}

function checkKey(path: string, key: string, value: unknown): void {
  if (!Object.hasOwn(keys, key)) {
    const meant = nearestName(key, Object.keys(keys));
    const way = meant ? `did you mean "${meant}"?` : `known are ${Object.keys(keys).join(', ')}`;
    throw invalid(path, `has an unknown key "${key}"; ${way}`);
  }
  const { fits, wanted } = keys[key as keyof ProjectConfig];
  if (!fits(value)) throw invalid(path, `has a "${key}" that doesn't fit: it must be ${wanted}`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(path, `is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function invalid(path: string, what: string): RunError {
  return new RunError('config-invalid', `${path} ${what}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

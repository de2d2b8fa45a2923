import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ConfigMistake,
  type ConfigResult,
  configName,
  type ProjectConfig,
  type Rules,
  readConfig,
} from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { projectFolderOf } from './project-folder.ts';
import { decodeStrictly } from './strict-utf8.ts';

export { configName, type ProjectConfig, projectNamePattern } from '@millrace/grammar';

export interface FolderConfig extends ConfigResult {
  /** Absolute. */
  path: string;
  text: string;
}

/** undefined where the folder has no millrace.json. Throws for one that is not UTF-8. */
export function configOf(folder: string): FolderConfig | undefined {
  const path = join(folder, configName);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const text = decodeStrictly(readFileSync(path), path);
  return { path, text, ...readConfig(text) };
}

/** Reads the project's configuration strictly: what isn't known or doesn't fit is an error that says what would be right. */
export function readProjectConfig(folder: string): ProjectConfig | undefined {
  const found = configOf(folder);
  if (found === undefined) return undefined;
  const [mistake] = found.mistakes;
  if (mistake !== undefined) throw invalid(found.path, mistake);
  return found.config;
}

/** How grave the project of a file wants mistakes to be; what is wrong with its millrace.json is told elsewhere. */
export function rulesFor(file: string): Rules | undefined {
  try {
    return configOf(projectFolderOf(file))?.config.rules;
  } catch {
    return undefined;
  }
}

function invalid(path: string, { message }: ConfigMistake): RunError {
  return new RunError('config-invalid', `${path} ${message}`);
}

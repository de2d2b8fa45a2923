import { Option } from 'commander';
import { type ProjectSettings, settle } from '../config/settle.ts';
import type { Project } from '../project/project.ts';
import type { SecretSources } from '../secrets/secrets.ts';
import type { Terminal } from './terminal.ts';

export interface ProfileChoice {
  profile?: string;
}

/** For every command that what can be set makes a difference to. */
export const profileOption = () => new Option('--profile <name>', 'a profile of millrace.json');

/** Where the secrets of a run come from. */
export function secretSources({ secrets }: ProjectSettings): SecretSources {
  return new Map([...secrets].map(([name, { value }]) => [name, value]));
}

/** What holds for a project in this call. */
export function settingsOf(
  { config }: Project,
  { profile }: ProfileChoice,
  { environment }: Terminal,
): ProjectSettings {
  return settle(config, { profile, environment });
}

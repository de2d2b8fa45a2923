import { resolve } from 'node:path';
import { Command } from 'commander';
import { originText } from '../config/flow-parameters.ts';
import { settle } from '../config/settle.ts';
import type { ShownSetting } from '../config/shown-settings.ts';
import { configName, readProjectConfig } from '../project/project-config.ts';
import { projectFolderOf } from '../project/project-folder.ts';
import { exitCodes } from '../protocol.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { displayWidth } from './diagnostics/display-width.ts';
import { type ProfileChoice, profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

interface ConfigOptions extends ProfileChoice {
  json?: boolean;
}

export function configCommand(terminal: Terminal): Command {
  return new Command('config')
    .summary('show what is set, and where')
    .description('Shows each setting of a project with its value and where it comes from. Never the value of a secret.')
    .argument('[path]', 'a file or folder of the project', '.')
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace config --profile production')
    .action(async (path: string, options: ConfigOptions) => terminal.exit(await config(path, options, terminal)));
}

async function config(path: string, { json, profile }: ConfigOptions, terminal: Terminal): Promise<number> {
  const folder = projectFolderOf(resolve(terminal.cwd, path));
  const config = readProjectConfig(folder);
  const { shownSettings } = await import('./later.ts');
  const settings = shownSettings(config, settle(config, { profile, environment: terminal.environment }));
  const printed = json
    ? `${JSON.stringify({ folder, isConfigured: config !== undefined, settings }, undefined, 2)}\n`
    : table(settings, config === undefined ? undefined : displayPath(resolve(folder, configName), terminal.cwd));
  terminal.stdout.write(json ? printed : visible(printed));
  return exitCodes.done;
}

function table(settings: readonly ShownSetting[], file: string | undefined): string {
  const rows = settings.map(({ key, value, from }) => [key, JSON.stringify(value), originText(from)] as const);
  const [keys, values] = [0, 1].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] as string))));
  const padded = (text: string, width = 0) => text + ' '.repeat(width - displayWidth(text));
  const lines = rows.map(([key, value, from]) => `${padded(key, keys)}  ${padded(value, values)}  ${from}`);
  return [file ?? `no ${configName}`, ...lines, ''].join('\n');
}

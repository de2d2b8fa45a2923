/** What VS Code reads before any code runs says the same as the code. */
import { existsSync, readFileSync } from 'node:fs';
import { settingKeys } from '@millrace/language-server';
import { commands as lensCommands } from '@millrace/language-server/protocol';
import { commands, settings } from 'millrace-vscode';
import { expect, test } from 'vitest';

interface Manifest {
  engines: { vscode: string };
  capabilities: Record<string, { supported: unknown }>;
  contributes: {
    configurationDefaults: Record<string, Record<string, unknown>>;
    commands: { command: string; title: string; enablement?: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { default: unknown; enum?: unknown[] }> };
    walkthroughs: { steps: { description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
    languages: { id: string; extensions: string[] }[];
    grammars: { path: string }[];
  };
}

const manifest = JSON.parse(readFileSync('extension/package.json', 'utf8')) as Manifest;
const { contributes } = manifest;

test('the manifest has every command of the table under its title, and no other', () => {
  const listed = Object.fromEntries(contributes.commands.map(({ command, title }) => [command, title]));
  const table = Object.fromEntries(Object.entries(commands).map(([id, { title }]) => [id, title]));
  expect(listed).toEqual(table);
});

test('a command that runs code of the folder is not offered before the folder is trusted', () => {
  for (const { command, enablement } of contributes.commands) {
    const needsTrust = 'needsTrust' in commands[command as keyof typeof commands];
    expect(enablement?.includes('isWorkspaceTrusted') ?? false, command).toBe(needsTrust);
  }
});

test('menus name only commands there are', () => {
  const named = Object.values(contributes.menus).flatMap((items) => items.map((item) => item.command));
  expect(named.filter((command) => !(command in commands))).toEqual([]);
});

test('every step of the walkthrough offers a command there is, ends with it, and has its page', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  expect(steps.length).toBeGreaterThan(0);
  for (const { description, media, completionEvents } of steps) {
    const command = /\(command:([\w.]+)\)/.exec(description)?.[1] ?? '';
    expect(Object.keys(commands)).toContain(command);
    expect(completionEvents).toEqual([`onCommand:${command}`]);
    expect(existsSync(`extension/${media.markdown}`), media.markdown).toBe(true);
  }
});

test('the manifest has every setting of the two tables with its default, and no other', () => {
  const listed = Object.entries(contributes.configuration.properties).map(([key, spec]) => [
    key,
    spec.default,
    spec.enum,
  ]);
  const table = Object.entries(settings).map(([key, spec]) => [
    `millrace.${key}`,
    spec.default,
    'enum' in spec ? spec.enum : undefined,
  ]);
  const ofServer = settingKeys().map(([key, value]) => [key, value, undefined]);
  expect(listed.toSorted()).toEqual([...table, ...ofServer].toSorted());
});

test('what the extension can show for a code lens has the name the server calls it by', () => {
  const { runFlow, openDiagram, showReferences } = lensCommands;
  expect(Object.keys(commands)).toEqual(expect.arrayContaining([runFlow, openDiagram, showReferences]));
});

test('nothing runs in an untrusted folder, and only what needs no disk in a virtual one', () => {
  expect(manifest.capabilities.untrustedWorkspaces?.supported).toBe('limited');
  expect(manifest.capabilities.virtualWorkspaces?.supported).toBe('limited');
});

test('the highlighting knows every keyword of the language', () => {
  const generated = readFileSync('grammar/src/generated/flow.tmLanguage.json', 'utf8');
  const words = /\\\\b\(([\w|]+)\)\\\\b/.exec(generated)?.[1]?.split('|') ?? [];
  const ours = readFileSync(`extension/${contributes.grammars[0]?.path}`, 'utf8');
  const known = new Set(ours.match(/\b[a-z]+\d*\b/g));
  expect(words.length).toBeGreaterThan(40);
  expect(words.filter((word) => !known.has(word))).toEqual([]);
});

test('what runs keep is neither watched nor searched', () => {
  expect(contributes.configurationDefaults['files.watcherExclude']).toEqual({ '**/.millrace/**': true });
  expect(contributes.configurationDefaults['search.exclude']).toEqual({ '**/.millrace': true });
});

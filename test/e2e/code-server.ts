import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeServerEntry } from './install.ts';

export interface CodeServer {
  url: string;
  /** The copy of the project that is open in it. */
  project: string;
  /** The process of the language server; undefined while there is none. */
  languageServer(): number | undefined;
  close(): Promise<void>;
}

/** What a person would have set, and nothing that moves, asks or calls home. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.pasteAs.preferences': ['text.millrace.schema'],
  'files.autoSave': 'off',
};

/** Starts a VS Code of its own with the given extensions, open on a copy of the project. */
export async function startCodeServer(vsixFiles: readonly string[], projectToCopy: string): Promise<CodeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-e2e-'));
  const project = join(folder, 'project');
  cpSync(projectToCopy, project, { recursive: true, filter: (path) => !/\/(out|\.millrace)$/.test(path) });
  const args = profile(folder);
  for (const file of vsixFiles) await finish(start([...args, '--install-extension', file]));
  const child = start([...args, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-workspace-trust', project]);
  const url = await listening(child);
  return {
    url: `${url}?folder=${encodeURIComponent(project)}`,
    project,
    languageServer: () => processOf(join(folder, 'extensions')),
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The process of an extension below this folder: nobody else has one there. */
function processOf(extensions: string): number | undefined {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    const [, entry] = commandOf(pid);
    return entry?.startsWith(extensions) && entry.endsWith('language-server.js');
  });
  return found === undefined ? undefined : Number(found);
}

/** Nothing of a process that is gone by now. */
function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function profile(folder: string): string[] {
  const data = join(folder, 'data');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(folder, 'config.yaml'), 'auth: none\n');
  const places = [
    '--config',
    join(folder, 'config.yaml'),
    '--user-data-dir',
    data,
    '--extensions-dir',
    join(folder, 'extensions'),
  ];
  return [...places, '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
}

function start(args: string[]): ChildProcess {
  const { VSCODE_IPC_HOOK_CLI: _, ...env } = process.env;
  return spawn(process.execPath, [codeServerEntry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (text: Buffer) => {
      said += text;
      const url = /HTTP server listening on (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url.replace(/\/?$/, '/'));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => reject(new Error(`code-server ended with code ${code}:\n${said}`)));
  });
}

async function finish(child: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`code-server ended with code ${code}:\n${said}`);
}

/**
 * Brings code-server, a real VS Code in a browser, into this folder when it is not there: 600 MB that only these tests need, so it
 * is no dependency of the project. Gives the reason where it cannot be had; on CI that is an error.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumPath } from '../support/chromium.ts';

const folder = import.meta.dirname;
const stamp = join(folder, 'node_modules', '.installed-lock');
export const codeServerEntry = join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/** undefined when everything is there, else why it is not. */
export async function prepare(): Promise<string | undefined> {
  const reason = (await prepareChromium()) ?? (await prepareCodeServer());
  if (reason !== undefined && process.env.CI) throw new Error(`The end-to-end tests must run on CI, but ${reason}`);
  return reason;
}

async function prepareChromium(): Promise<string | undefined> {
  if (chromiumPath() === undefined) await installPackage('chromium');
  return chromiumPath() === undefined ? 'there is no Chromium; install it or set MILLRACE_CHROMIUM' : undefined;
}

async function prepareCodeServer(): Promise<string | undefined> {
  const wanted = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  if (process.platform !== 'linux')
    return `code-server is installed for these tests on Linux only, and this is ${process.platform}`;
  // Its kerberos module is compiled on installation.
  if (!existsSync('/usr/include/krb5.h')) await installPackage('libkrb5-dev');
  if (!existsSync('/usr/include/krb5.h')) return 'libkrb5-dev is missing, which code-server needs to be installed';
  console.error('Installing code-server (about two minutes, once) …');
  const code = await call('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  if (code !== 0) return `npm ci in test/e2e ended with code ${code}`;
  writeFileSync(stamp, wanted);
  return undefined;
}

/** As root on a Debian; elsewhere nothing happens, and what is missing is said by the caller. */
async function installPackage(name: string): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await call('apt-get', ['update', '-qq'], folder);
  await call('apt-get', ['install', '-qq', '-y', '--no-install-recommends', name], folder);
}

function call(command: string, args: string[], cwd: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 2, 2], env: environmentWithoutNpm() });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** An npm that runs this test hands its own Node's version on in its variables, and packages believe them. */
function environmentWithoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.error((await prepare()) ?? 'Ready.');

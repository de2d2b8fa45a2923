/** Brings the peer into this folder when it is not there; nothing but its benchmark needs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const stamp = join(folder, 'node_modules', '.installed-lock');

/** The file that starts it, and its version. */
export function installPeer(): { entry: string; version: string } {
  const wanted = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const command = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync('npm', command, { cwd: folder, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('Cannot install the peer: npm ci failed. Its message above says why.');
    writeFileSync(stamp, wanted);
  }
  const peer = join(folder, 'node_modules', 'pyright');
  const { version } = JSON.parse(readFileSync(join(peer, 'package.json'), 'utf8'));
  return { entry: join(peer, 'langserver.index.js'), version };
}

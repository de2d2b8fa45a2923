/**
 * The first step of every verb: runs on whatever Node (20 or newer) the system has, brings the dependencies where they are
 * missing or older than the lock file, and hands over to the project's own Node 24, which is one of them.
 * Plain JavaScript without imports of ours, because nothing is installed yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.installed-lock');

const [verb, ...args] = process.argv.slice(2);
refuseOldNode();
install();
process.exit(handOver());

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  console.error(
    `Millrace needs Node 20 or newer to start; this is ${process.version}. Install a newer one from nodejs.org.`,
  );
  process.exit(1);
}

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing dependencies (about a minute, once) …');
  // npm names itself in npm_execpath; run it with the same node, so that no shell is needed on any platform.
  const npm = process.env.npm_execpath;
  const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result =
    npm === undefined
      ? spawnSync('npm', command, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...command], { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    console.error(
      'Cannot install the dependencies: npm ci failed. Its message above says why; it needs the npm registry.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function handOver() {
  const bin = join(root, 'node_modules', '.bin');
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
  const result = spawnSync(node, [join(root, 'scripts', `${verb}.ts`), ...args], { cwd: root, stdio: 'inherit', env });
  if (result.error) console.error(`Cannot start the project's own Node at ${node}: ${result.error.message}`);
  return result.status ?? 1;
}

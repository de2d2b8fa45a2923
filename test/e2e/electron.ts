/**
 * `node test/e2e/electron.ts [version]`: the cases of the extension host in the VS Code that people install, where one can be downloaded.
 * `npm ci` in this folder comes first.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/build.ts';
import { packVsix, thisTarget } from '../../scripts/vsix.ts';
import { bundleSuite } from '../extension-host/bundle.ts';

interface TestElectron {
  runTests(options: Record<string, unknown>): Promise<number>;
}

const folder = mkdtempSync(join(tmpdir(), 'millrace-electron-'));
const project = join(folder, 'project');
const name: string = '@vscode/test-electron';
const { runTests } = (await import(name)) as TestElectron;

await build();
packVsix(thisTarget());
cpSync('examples/card-fraud', project, { recursive: true, filter: (path) => !path.endsWith('/out') });
try {
  process.exitCode = await runTests({
    version: process.argv[2] ?? 'stable',
    // The staged folder is what the VSIX holds, file for file.
    extensionDevelopmentPath: join(process.cwd(), 'dist', 'vsix', thisTarget()),
    extensionTestsPath: await bundleSuite('electron-entry'),
    launchArgs: [
      project,
      '--disable-workspace-trust',
      '--disable-extensions',
      `--user-data-dir=${join(folder, 'data')}`,
    ],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

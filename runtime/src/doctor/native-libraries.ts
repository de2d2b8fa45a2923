/**
 * Whether the native libraries load and work. Each is tried in a process of its own: one that was built for another machine ends the
 * process that loads it, and that is what this is to find out.
 */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Finding, finding } from './finding.ts';
import type { Need } from './needs.ts';

interface NativeLibrary {
  /** Of the package. */
  name: string;
  need: Need | undefined;
  why: string;
  /** Uses the library, which is `library`, and gives what to tell of it. */
  use: string;
}

const libraries: readonly NativeLibrary[] = [
  {
    name: 'onnxruntime-node',
    need: 'onnxruntime',
    why: 'scores models',
    use: '"built for " + library.default.listSupportedBackends().map((one) => one.name).join(", ")',
  },
  {
    name: '@duckdb/node-api',
    need: 'duckdb',
    why: 'runs sql, reads and writes Parquet',
    use: '(await library.DuckDBInstance.create(":memory:"), library.version())',
  },
  {
    name: 'better-sqlite3',
    need: undefined,
    why: 'keeps the catalogue of runs and what an unfinished run needs to go on',
    use: 'new library.default(":memory:").prepare("SELECT sqlite_version() AS version").get().version',
  },
];

const help = 'Install millrace again on this machine, for its operating system and processor: npm install';
/** A library that has not loaded by then hangs. */
const patienceMs = 30_000;

export function nativeLibraries(needs: ReadonlySet<Need>, signal: AbortSignal): Promise<Finding[]> {
  return Promise.all(libraries.map((library) => tried(library, needs, signal)));
}

async function tried({ name, need, why, use }: NativeLibrary, needs: ReadonlySet<Need>, signal: AbortSignal) {
  const about = { name, why, help, isNeeded: need === undefined || needs.has(need) };
  const result = await inOwnProcess(name, use, signal);
  return finding(about, result.isOk ? 'ok' : 'missing', result.text);
}

/** Resolves names of packages as this file does. */
function inOwnProcess(name: string, use: string, signal: AbortSignal): Promise<{ isOk: boolean; text: string }> {
  const code = `const library = await import(${JSON.stringify(name)}); (await import('node:fs')).writeSync(1, String(${use}));`;
  const options = { cwd: dirname(fileURLToPath(import.meta.url)), timeout: patienceMs, signal } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', code], options, (error, stdout, stderr) => {
      if (error === null) resolve({ isOk: true, text: stdout.trim() });
      else
        resolve({ isOk: false, text: error.signal ? `it ended the process with ${error.signal}` : reasonOf(stderr) });
    });
  });
}

/** The line of the error in what Node prints of it. */
function reasonOf(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^(\w*Error|Error)\b.*:/.test(line)) ?? lines.find((line) => line !== '') ?? 'it does not load'
  );
}

import { createRequire } from 'node:module';
import type { Stage } from '@millrace/grammar';
import { version } from '../cli/version.ts';
import { pythonVersion } from '../runners/tools.ts';

/**
 * The versions that the result of a stage may depend on, by name: of the runtime, and of what executes the stage. What changes no
 * record (a patch release, the machine) is not among them. Each is found once.
 */
export function versionsIn(projectFolder: string): (stage: Stage) => Promise<Record<string, string>> {
  let python: Promise<string | undefined> | undefined;
  return async (stage) => {
    if (stage.kind !== 'task' || stage.runner.name !== 'python') return { ...ofMillrace, ...executorOf(stage) };
    python ??= pythonVersion(projectFolder);
    return { ...ofMillrace, python: release((await python) ?? 'missing') };
  };
}

const ofMillrace = { millrace: release(version) };

function executorOf(stage: Stage): Record<string, string> {
  if (stage.kind === 'infer') return { 'onnxruntime-node': release(versionOf('onnxruntime-node')) };
  if (stage.kind === 'sql') return { duckdb: release(versionOf('@duckdb/node-api')) };
  if (stage.kind === 'task' && stage.runner.name === 'node') return { node: major(process.versions.node) };
  return {};
}

/** From the description of the library, which is read without its native code. */
function versionOf(library: string): string {
  return (createRequire(import.meta.url)(`${library}/package.json`) as { version: string }).version;
}

function major(text: string): string {
  return text.split('.', 1)[0] as string;
}

/** A minor version may change what a program does. */
function release(text: string): string {
  return text.split('.', 2).join('.');
}

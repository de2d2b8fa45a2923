/** What the runners need of this machine, for who asks what is missing. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pythonCommand } from './python/find-python.ts';

export interface Tool {
  name: 'python' | 'bash' | 'git' | 'bubblewrap';
  /** What is started. */
  command: string;
  /** As in `3.11.7`; undefined where it cannot be started. */
  version: string | undefined;
}

/** Each is asked for its version; nothing else is started. `projectFolder`: absolute, for the Python of its `.venv`. */
export function findTools(projectFolder: string): Promise<Tool[]> {
  const asked: Omit<Tool, 'version'>[] = [
    { name: 'python', command: pythonCommand(projectFolder) },
    { name: 'bash', command: 'bash' },
    { name: 'git', command: 'git' },
    { name: 'bubblewrap', command: 'bwrap' },
  ];
  return Promise.all(asked.map(async (tool) => ({ ...tool, version: await versionOf(tool.command) })));
}

/** Of the Python that runs the steps of a project; undefined where it cannot be started. */
export function pythonVersion(projectFolder: string): Promise<string | undefined> {
  return versionOf(pythonCommand(projectFolder));
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, ['--version'], { timeout: 10_000 });
    return /\d+(\.\d+)+/.exec(`${stdout} ${stderr}`)?.[0];
  } catch {
    return undefined;
  }
}

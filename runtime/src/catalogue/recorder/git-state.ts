import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GitState {
  commit: string;
  /** Files of the folder differ from the commit, or are not in it. */
  isDirty: boolean;
}

const call = promisify(execFile);
const timeoutMs = 5_000;

/** undefined where the folder is in no repository with a commit, there is no git, or it takes too long. Never rejects. */
export async function gitStateOf(folder: string): Promise<GitState | undefined> {
  try {
    const commit = (await git(folder, 'rev-parse', '--verify', 'HEAD')).trim();
    return { commit, isDirty: (await git(folder, 'status', '--porcelain', '--', '.')) !== '' };
  } catch {
    return undefined;
  }
}

/** Takes no lock that would be in the way of its user, and starts no program that a repository names. */
async function git(folder: string, ...args: string[]): Promise<string> {
  const safe = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-C', folder];
  const { stdout } = await call('git', [...safe, ...args], {
    timeout: timeoutMs,
    maxBuffer: 64 << 20,
    windowsHide: true,
  });
  return stdout;
}

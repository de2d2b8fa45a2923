import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Resolves when the file is there; its folder must be. Rejects when it does not come in time. */
export function appearance(file: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(dirname(file), look);
    const timer = setTimeout(() => end(new Error(`${file} did not appear within ${timeoutMs} ms`)), timeoutMs);
    function look(): void {
      if (existsSync(file)) end();
    }
    function end(error?: Error): void {
      clearTimeout(timer);
      watcher.close();
      if (error === undefined) resolve();
      else reject(error);
    }
    look();
  });
}

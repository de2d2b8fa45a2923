import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files that goes when the test is over; for what several tests share, give `afterAll`. */
export function projectFolder(files: Files = {}, whenOver: (clean: () => void) => void = onTestFinished): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'millrace-test-')));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  addFiles(folder, files);
  return folder;
}

export function addFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** A folder for temporary files that only this test uses; gives what lies in it. */
export function ownTemporaryFolder(): () => string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-test-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => readdirSync(folder);
}

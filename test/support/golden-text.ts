import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const isUpdating = process.env.UPDATE_GOLDEN === '1' && process.env.CI === undefined;

/** Compares a text with a file beside the tests. `UPDATE_GOLDEN=1` writes the file, never in CI. */
export function expectGolden(actual: string, file: string): void {
  if (isUpdating) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(existsSync(file), `${file} exists; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const example = path.join(import.meta.dirname, '../../examples/card-fraud');

test('the script makes the data and the model of the example, byte for byte', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-example-'));
  execFileSync(process.execPath, [path.join(example, 'make/make.ts'), folder]);
  for (const file of ['data/payments.csv', 'models/card-risk.onnx']) {
    expect(readFileSync(path.join(folder, file)).equals(readFileSync(path.join(example, file))), file).toBe(true);
  }
  rmSync(folder, { recursive: true });
});

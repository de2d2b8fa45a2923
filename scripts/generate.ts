/**
 * `npm run generate`: writes every file that is derived from another one; `--check` writes nothing and fails when one is
 * stale. Generated files are committed and never edited.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { configSchemaFile } from './generators/config-schema.ts';
import { diagnosticsFile } from './generators/diagnostics.ts';
import { langiumFiles } from './generators/langium.ts';
import { pythonStepFile } from './generators/python-step.ts';
import { referenceFiles } from './generators/reference.ts';

/** Path to content, by generator; a new kind of generated file is one file in generators/ and one entry here. */
const generators: { from: string; files: () => Map<string, string> | Promise<Map<string, string>> }[] = [
  { from: 'grammar/src/flow.langium', files: langiumFiles },
  { from: 'grammar/src/catalog', files: referenceFiles },
  { from: 'docs/reference/diagnostics', files: diagnosticsFile },
  { from: 'grammar/src/config', files: configSchemaFile },
  { from: 'runtime/src/runners/python/step', files: pythonStepFile },
];

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const { from, files } of generators) {
  for (const [path, content] of await files()) {
    if (read(path) === content) continue;
    if (isCheck) stale.push(`${path} (from ${from})`);
    else write(path, content);
  }
}
if (stale.length > 0) {
  console.error(`Stale generated files; run \`npm run generate\` and commit:\n  ${stale.join('\n  ')}`);
  process.exit(1);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // Not written yet is as stale as it gets.
  }
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`wrote ${path}`);
}

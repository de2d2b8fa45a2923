import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plan, StageKind } from '@millrace/grammar';
import { version } from '../../cli/version.ts';

/** Libraries that compute, by the kinds of stages that need them. */
const libraries: readonly { name: string; kinds: readonly StageKind[] }[] = [
  { name: 'onnxruntime-node', kinds: ['infer'] },
  { name: '@duckdb/node-api', kinds: ['sql'] },
];

/** Of Millrace, Node and what else computes the records of a plan. */
export function versionsFor({ stages }: Plan): Record<string, string> {
  const kinds = new Set(stages.map(({ kind }) => kind));
  const used = libraries.filter((library) => library.kinds.some((kind) => kinds.has(kind)));
  const own = { millrace: version, node: process.versions.node, system: `${process.platform} ${process.arch}` };
  return { ...own, ...Object.fromEntries(used.map(({ name }) => [name, versionOf(name)])) };
}

/** Without loading it. */
function versionOf(name: string): string {
  try {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve(name)).replace(/[\\/](dist|lib)$/, '');
    return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
  } catch {
    return 'unknown';
  }
}

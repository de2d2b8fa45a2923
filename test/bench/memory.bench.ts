/**
 * The live heap of the server after ten thousand keys, compared with that after the first hundred. Fails where it grew by more
 * than a fifth. Prints a row for docs/benchmarks.md.
 *
 *     node --expose-gc test/bench/memory.bench.ts [--nodes 100] [--edits 10000]
 */
import { parseArgs } from 'node:util';
import { measureMemory } from './memory-measurement.ts';

const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '100' }, edits: { type: 'string', default: '10000' } },
});
const measured = await measureMemory({ nodeCount: Number(values.nodes), edits: Number(values.edits), firstEdits: 100 });
const ratio = measured.atEndBytes / measured.afterFirstBytes;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
console.log('| nodes | after 100 keys | keys | live heap | ratio |\n|---:|---:|---:|---:|---:|');
const { afterFirstBytes, atEndBytes, edits } = measured;
console.log(
  `| ${values.nodes} | ${mebibytes(afterFirstBytes)} | ${edits} | ${mebibytes(atEndBytes)} | ${ratio.toFixed(2)} |`,
);
if (ratio > 1.2) {
  console.error('The server keeps something of each key.');
  process.exitCode = 1;
}
// The server listens on.
process.exit();

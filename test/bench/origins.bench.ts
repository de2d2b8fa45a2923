/**
 * The origins of columns through a chain of nodes. Prints rows for docs/benchmarks.md.
 *
 *     node test/bench/origins.bench.ts [--nodes 1000] [--columns 20]
 */
import { parseArgs } from 'node:util';
import { measureOrigins, type OriginsMeasurement } from './origins-measurement.ts';

const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '1000' }, columns: { type: 'string', default: '20' } },
});
const [nodes, columns] = [Number(values.nodes), Number(values.columns)];
const runs: OriginsMeasurement[] = [];
for (let i = 0; i < 7; i++) runs.push(await measureOrigins(nodes, columns));

console.log(`A chain of ${nodes} nodes and ${columns} columns\n`);
console.log('| measure | processor time | of reading and linking |\n|---|---:|---:|');
row('reading and linking the text', 'parseAndLinkMs');
row('analysis', 'analysisMs');
row('origins of one column', 'oneColumnMs');
row('origins of all the others', 'allColumnsMs');
row('all checks, privacy among them', 'checkMs');

function row(name: string, of: keyof OriginsMeasurement): void {
  const share = median(of) / median('parseAndLinkMs');
  console.log(`| ${name} | ${median(of).toFixed(1)} ms | ${share.toFixed(2)} |`);
}

function median(of: keyof OriginsMeasurement): number {
  const sorted = runs.map((run) => run[of]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/**
 * The graph of a project of small files that are all one circle of datasets. Prints rows for docs/benchmarks.md.
 *
 *     node test/bench/project.bench.ts [--files 300]
 */
import { parseArgs } from 'node:util';
import { measureProject, type ProjectMeasurement } from './project-measurement.ts';

const { values } = parseArgs({ options: { files: { type: 'string', default: '300' } } });
const files = Number(values.files);
const runs: ProjectMeasurement[] = [];
for (let i = 0; i < 5; i++) runs.push(await measureProject(files));

console.log(`A project of ${files} files and ${3 * files} flows\n`);
console.log('| measure | processor time |\n|---|---:|');
row('the graph, nothing known before', 'firstMs');
row('after a key that changes nothing of it', 'sameMs');
row('after a key that does', 'changedMs');
row('what is wrong in every file', 'mistakesMs');

function row(name: string, of: keyof ProjectMeasurement): void {
  const sorted = runs.map((run) => run[of]).sort((a, b) => a - b);
  console.log(`| ${name} | ${(sorted[Math.floor(sorted.length / 2)] as number).toFixed(2)} ms |`);
}

/**
 * Analysis of a file of 500 nodes and of 300 files, at first and after one key. Prints rows for docs/benchmarks.md.
 *
 *     node test/bench/analysis.bench.ts [--nodes 500] [--files 300]
 */
import { parseArgs } from 'node:util';
import { type AnalysisMeasurement, measureAnalysis } from './analysis-measurement.ts';

const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '500' }, files: { type: 'string', default: '300' } },
});
const nodeCount = Number(values.nodes);
const fileCount = Number(values.files);

console.log('| project | reading and linking | analysis and checks | ratio |\n|---|---:|---:|---:|');
await report(`1 file of ${nodeCount} nodes`, 1, nodeCount, 7);
await report(`${fileCount} files of 20 nodes`, fileCount / 2, 20, 5);

async function report(name: string, files: number, nodes: number, times: number): Promise<void> {
  const runs: AnalysisMeasurement[] = [];
  for (let i = 0; i < times; i++) runs.push(await measureAnalysis(files, nodes));
  const median = (of: keyof AnalysisMeasurement) => {
    const sorted = runs.map((run) => run[of]).sort((a, b) => a - b);
    return sorted[Math.floor(times / 2)] as number;
  };
  row(name, median('parseAndLinkMs'), median('analysisMs'));
  row(`the same after one key (${median('reanalysed')} analysed again)`, median('relinkMs'), median('reanalysisMs'));
}

function row(name: string, link: number, analysis: number): void {
  console.log(`| ${name} | ${link.toFixed(0)} ms | ${analysis.toFixed(0)} ms | ${(analysis / link).toFixed(2)} |`);
}

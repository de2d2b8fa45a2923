/**
 * What a key in a flow of 500 nodes costs the server in processor time, beside a bare parse of the text. Prints a row for
 * docs/benchmarks.md.
 *
 *     node test/bench/keystroke.bench.ts
 */
import { measureKeystrokes } from './keystroke-measurement.ts';
import { quantile } from './quantile.ts';

const { keyMs, parseMs } = await measureKeystrokes({ nodeCount: 500, repetitions: 60, warmUp: 20 });
const [key, parse] = [quantile(keyMs, 0.5), quantile(parseMs, 0.5)];
console.log('| key, up to its diagnostics | p95 | bare parse of the text | ratio |\n|---:|---:|---:|---:|');
console.log(
  `| ${key.toFixed(1)} ms | ${quantile(keyMs, 0.95).toFixed(1)} ms | ${parse.toFixed(1)} ms | ${(key / parse).toFixed(2)} |`,
);

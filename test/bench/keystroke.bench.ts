/**
 * What a key in a flow of 500 nodes and completion at it cost the server in processor time, beside a bare parse of the text. Prints a
 * row for docs/benchmarks.md.
 *
 *     node test/bench/keystroke.bench.ts
 */
import { measureKeystrokes } from './keystroke-measurement.ts';
import { quantile } from './quantile.ts';

const { keyMs, completionMs, parseMs } = await measureKeystrokes({ nodeCount: 500, repetitions: 60, warmUp: 20 });
const [key, parse] = [quantile(keyMs, 0.5), quantile(parseMs, 0.5)];
const completion = quantile(completionMs, 0.5);
const cells = [key, quantile(keyMs, 0.95), completion, parse].map((ms) => `${ms.toFixed(1)} ms`);
console.log('| key, up to its diagnostics | p95 | completion at it | bare parse of the text | key by parse |');
console.log('|---:|---:|---:|---:|---:|');
console.log(`| ${cells.join(' | ')} | ${(key / parse).toFixed(2)} |`);

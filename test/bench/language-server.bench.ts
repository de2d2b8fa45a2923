/**
 * The language server over stdio: a keystroke to its diagnostics, completion and hover in a file of 500 nodes, start and
 * memory with 300 files. Fails where memory is above its bounds, or the server works while nobody types. Prints rows for
 * docs/benchmarks.md.
 *
 *     node test/bench/language-server.bench.ts [--nodes 500] [--files 300] [--entry language-server/dist/language-server.js]
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureLanguageServer } from './language-server-measurement.ts';
import { quantile } from './quantile.ts';

/** A clock tick of the kernel in a second is one percent of it. */
const idleShareMax = 0.01;
/** What V8 has not given back yet while somebody types comes on top of the aim. */
const busyBytesMax = 400 * 2 ** 20;
const restBytesMax = 250 * 2 ** 20;
const bundle = 'language-server/dist/language-server.js';
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '500' },
    files: { type: 'string', default: '300' },
    repetitions: { type: 'string', default: '100' },
    entry: { type: 'string', default: existsSync(bundle) ? bundle : undefined },
  },
});
const measured = await measureLanguageServer(
  {
    nodeCount: Number(values.nodes),
    fileCount: Number(values.files),
    repetitions: Number(values.repetitions),
    pauseMs: 4000,
  },
  values.entry,
);

console.log(`${measured.nodeCount} nodes in the open file, ${measured.fileCount} files in the folder\n`);
console.log('| measure | median | p95 |\n|---|---:|---:|');
row('keystroke to diagnostics', measured.diagnosticsMs);
row('the same with the diagram open', measured.diagnosticsWithDiagramMs);
row('letter of a statement to diagnostics', measured.typed.diagnosticsMs);
row('letter of a statement to completion', measured.typed.completionMs);
row('completion', measured.completionMs);
for (const [name, times] of Object.entries(measured.completionsMs)) row(`completion of ${name}`, times);
row('hover', measured.hoverMs);
row('start to first diagnostics', [measured.startMs]);
memory('memory while typing without a pause', measured.busyRssBytes, busyBytesMax);
memory('memory after a pause', measured.rssBytes, restBytesMax);
const idle = measured.idleShare;
if (idle !== undefined) console.log(`| processor while nobody types | ${(idle * 100).toFixed(1)} % | |`);
if (idle !== undefined && idle > idleShareMax) {
  console.error('The server works while nobody types.');
  process.exitCode = 1;
}

function memory(name: string, bytes: number | undefined, most: number): void {
  if (bytes === undefined) return;
  console.log(`| ${name} | ${Math.round(bytes / 2 ** 20)} MiB | |`);
  if (bytes <= most) return;
  console.error(`That is too much ${name}.`);
  process.exitCode = 1;
}

function row(name: string, times: number[]): void {
  console.log(`| ${name} | ${quantile(times, 0.5).toFixed(0)} ms | ${quantile(times, 0.95).toFixed(0)} ms |`);
}

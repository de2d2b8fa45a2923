/**
 * Our server beside that of another language, Pyright, on the same pipeline of 500 nodes: a key to its diagnostics, and a key to the
 * completion behind it. Fails where ours is not twice as fast with both. Prints rows for docs/benchmarks.md.
 *
 *     node test/bench/peer.bench.ts [--nodes 500] [--repetitions 200] [--entry language-server/dist/language-server.js]
 */
import { parseArgs } from 'node:util';
import { installPeer } from './peer/install.ts';
import { measurePeer, type SideMeasurement } from './peer-measurement.ts';
import { quantile } from './quantile.ts';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '500' },
    repetitions: { type: 'string', default: '200' },
    warmUp: { type: 'string', default: '20' },
    entry: { type: 'string', default: 'language-server/dist/language-server.js' },
  },
});
const { entry, version } = installPeer();
const size = {
  nodeCount: Number(values.nodes),
  repetitions: Number(values.repetitions),
  warmUp: Number(values.warmUp),
};
const { ours, peer } = await measurePeer(values.entry, entry, size);

console.log(`Pyright ${version}; ${size.nodeCount} nodes, ${size.repetitions} keys of each kind on each side\n`);
console.log(
  '| measure | Millrace median | p95 | Pyright median | p95 | times as fast |\n|---|---:|---:|---:|---:|---:|',
);
const [diagnostics, completion] = [row('diagnosticsMs'), row('completionMs')];
if (diagnostics < 2 || completion < 2) {
  console.error('Ours is not fast enough.');
  process.exitCode = 1;
}

function row(what: keyof SideMeasurement): number {
  const name = what === 'diagnosticsMs' ? 'keystroke to diagnostics' : 'keystroke to completion';
  const [a, b] = [ours[what], peer[what]];
  const cells = [quantile(a, 0.5), quantile(a, 0.95), quantile(b, 0.5), quantile(b, 0.95)].map(
    (ms) => `${ms.toFixed(0)} ms`,
  );
  const factor = Math.min(quantile(b, 0.5) / quantile(a, 0.5), quantile(b, 0.95) / quantile(a, 0.95));
  console.log(`| ${name} | ${cells.join(' | ')} | ${factor.toFixed(1)} |`);
  return factor;
}

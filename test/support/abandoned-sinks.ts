/**
 * A program that opens a sink of every connector in the given folder, writes to it, says so, and then dies by itself (`killed`) or
 * holds what it opened until stdin ends (`holding`).
 */
import { Batch, connectors } from 'millrace';
import { schemaOf } from './read-content.ts';

const [projectFolder = '.', end] = process.argv.slice(2);
const schema = schemaOf('id: int32');
const { signal } = new AbortController();
for (const name of connectors.keys()) {
  const options = { path: `out.${name}` };
  const sink = await connectors
    .get(name)
    ?.openSink?.({ name, options }, { projectFolder, schema, signal, runId: 'r', node: name });
  await sink?.write(Batch.fromRows({ node: 'n', sequence: 0 }, schema, [{ id: 1 }]));
}
console.log('written');
if (end === 'killed') process.kill(process.pid, 'SIGKILL');
process.stdin.resume();

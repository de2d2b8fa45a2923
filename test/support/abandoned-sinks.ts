/**
 * A program that opens a sink of every connector of files in the given folder, writes to it, says so, and then dies by itself
 * (`killed`) or holds what it opened until stdin ends (`holding`).
 */
import { Batch, type Sink } from 'millrace';
import { schemaOf } from './read-content.ts';
import { fileConnectors, openSinkIn } from './write-records.ts';

const [projectFolder = '.', end] = process.argv.slice(2);
const schema = schemaOf('id: int32');
/** Held until the end: an open file that nobody knows any more is closed. */
export const sinks: Sink[] = [];
for (const name of fileConnectors) {
  const sink = await openSinkIn(projectFolder, `out.${name}`, name, schema, { table: 't' });
  sinks.push(sink);
  await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, schema, [{ id: 1 }]));
}
console.log('written');
if (end === 'killed') process.kill(process.pid, 'SIGKILL');
process.stdin.resume();

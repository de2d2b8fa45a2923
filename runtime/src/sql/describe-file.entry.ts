/** The process that says which columns a Parquet file has: its path is the only argument, the fields are one line of JSON. */
import { columnsOfFile } from './file-columns.ts';

try {
  process.stdout.write(`${JSON.stringify(await columnsOfFile(process.argv[2] ?? ''))}\n`);
} catch (failure) {
  process.stderr.write(`${failure instanceof Error ? failure.message : failure}\n`);
  process.exitCode = 1;
}

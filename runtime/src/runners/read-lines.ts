import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const lineMax = 16_384;

/** Gives each line of a stream; one longer than 16 Ki characters comes in parts, so that no output can fill the memory. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length < lineMax) return;
    onLine(rest);
    rest = '';
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}

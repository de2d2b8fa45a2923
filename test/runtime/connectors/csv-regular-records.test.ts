/**
 * Regular records have a loop of their own, which a delimiter that numerals are made of rules out. So the same text with a dot for every comma
 * has to give the same records, and the same mistakes in the same lines.
 */
import { recordType, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { connectors } from 'millrace';
import { expect, test } from 'vitest';
import { readBatches, rowsOf } from '../../support/connector-contract.ts';
import { csvCall } from '../../support/plans.ts';
import { projectWith } from '../../support/run-plans.ts';

const schema = recordType([
  { name: 'n', type: scalarType('int32', true) },
  { name: 'text', type: scalarType('string') },
  { name: 'x', type: scalarType('float64') },
]);

async function read(text: string, delimiter: string, batchSize: number) {
  await using project = await projectWith({ 'in.csv': text.replaceAll('|', delimiter) });
  const call = csvCall('in.csv');
  const source = await connectors
    .get('csv')
    ?.openSource?.(
      { ...call, options: { ...call.options, delimiter, header: false } },
      { projectFolder: project.folder, schema, batchSize, signal: new AbortController().signal },
    );
  if (source === undefined) throw new Error('csv is no source');
  const batches = await readBatches(source);
  const told = batches.map((batch) => ({
    rows: rowsOf(batch, schema),
    bad: batch.bad.map(({ message, source }) => ({ message, line: source?.line })),
  }));
  return JSON.stringify(told, undefined, 1).replaceAll(delimiter, '|').replaceAll(/[.,]/g, '|');
}

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('1', '-7', '12', 'x', '') },
  { weight: 2, arbitrary: fc.constantFrom('"a"', '""', '"1"', '"a|b"', '"a""b"', '"a\nb"', '"a\r\nb"') },
  { weight: 1, arbitrary: fc.stringMatching(/^[-"|\r\n1x ]{0,4}$/) },
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(cell, cell, cell).map((cells) => cells.join('|')) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 5 }).map((cells) => cells.join('|')) },
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), { minLength: 1, maxLength: 30 })
  .chain((lines) => fc.constantFrom('', '\n').map((end) => lines.map((one) => one.join('')).join('') + end));

test('records are the same, and their mistakes and lines, whether a loop of their own takes the regular ones or not', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(2, 7, 64), async (csv, batchSize) => {
      expect(await read(csv, ',', batchSize)).toEqual(await read(csv, '.', batchSize));
    }),
    { numRuns: 120 },
  );
});

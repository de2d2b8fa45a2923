/** Plain numerals are read by loops of their own; a quoted cell goes the long way. Both give the same value, or the same mistake. */
import { recordType, type ScalarName, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { connectors } from 'millrace';
import { expect, test } from 'vitest';
import { readBatches, rowsOf } from '../../support/connector-contract.ts';
import { csvCall } from '../../support/plans.ts';
import { projectWith } from '../../support/run-plans.ts';

const types = ['int32', 'int64', 'float32', 'float64'] as const satisfies ScalarName[];

async function readCells(cells: readonly string[], type: (typeof types)[number], nullText = '') {
  await using project = await projectWith({ 'in.csv': `n,x\n${cells.map((cell) => `${cell},x\n`).join('')}` });
  const schema = recordType([{ name: 'n', type: scalarType(type, true) }]);
  const call = csvCall('in.csv');
  const source = await connectors
    .get('csv')
    ?.openSource?.(
      { ...call, options: { ...call.options, nullText } },
      { projectFolder: project.folder, schema, batchSize: 7, signal: new AbortController().signal },
    );
  if (source === undefined) throw new Error('csv is no source');
  const batches = await readBatches(source);
  const bad = batches.flatMap((batch) => batch.bad.map(({ message }) => message));
  return { values: batches.flatMap((batch) => rowsOf(batch, schema).map(({ n }) => n)), bad };
}

const numeral = fc.oneof(
  fc.stringMatching(/^[-+.0-9e ]{0,20}$/),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom('', '-', '.', '-.', '-0', '0', '1.', '.5', '-4294967297', '2147483648', '-2147483648', 'nan', 'inf'),
);

test.each(types)('%s: a plain cell is what it is in quotes', async (type) => {
  await fc.assert(
    fc.asyncProperty(fc.array(numeral, { minLength: 1, maxLength: 20 }), async (cells) => {
      const quoted = cells.map((cell) => `"${cell}"`);
      expect(await readCells(cells, type)).toEqual(await readCells(quoted, type));
    }),
    { numRuns: 40 },
  );
});

test.each(types)('%s: a numeral that means null is null', async (type) => {
  expect(await readCells(['-1', '1', '"-1"'], type, '-1')).toMatchObject({ bad: [] });
  const { values } = await readCells(['-1', '1', '"-1"'], type, '-1');
  expect(values.map((value) => (value === null ? null : Number(value)))).toEqual([null, 1, -1]);
});

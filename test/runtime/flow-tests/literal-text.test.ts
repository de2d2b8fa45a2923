import { checkDocument, flowTestsOf, printType, type RecordType, recordType, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { fitValue, RunError, recordText } from 'millrace';
import { expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { loadFlow } from '../../support/flow-fixture.ts';

/** Reads a record back that a test gives; throws with the mistakes of the text. */
async function readBack(texts: string[], schema: RecordType): Promise<unknown> {
  const { document } = await loadFlow(`flow F(rows: stream ${printType(schema)}) -> same { select same(rows) { * } }
test "t" of F() {
  given rows: [${texts.join('\n')}]
  expect same exactly: [${texts.join('\n')}]
}
`);
  const errors = checkDocument(document).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${errors.map(({ message }) => message).join('; ')}\n${texts.join('\n')}`);
  const records = flowTestsOf(document)[0]?.given[0]?.records ?? [];
  return records.map(({ value }) => {
    const fitted = fitValue(value, schema);
    return fitted.ok ? fitted.value : fitted.message;
  });
}

test('what a test writes of a record is read as the same record', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRecords(8), async ({ schema, rows }) => {
      const written = rows.map((row) => ({ row, text: writable(row, schema) }));
      const kept = written.filter(({ text }) => text !== undefined);
      fc.pre(kept.length > 0);
      const texts = kept.map(({ text }) => text ?? '');
      expect(await readBack(texts, schema)).toEqual(kept.map(({ row }) => row));
    }),
    { numRuns: 15 },
  );
});

function writable(row: Record<string, unknown>, schema: RecordType): string | undefined {
  try {
    return recordText(row, schema);
  } catch (error) {
    if (error instanceof RunError) return undefined;
    throw error;
  }
}

test.each([
  ['bytes', new Uint8Array([1]), 'bytes has no literal'],
  ['float64', Number.NaN, 'NaN has no literal'],
  ['duration', -5, 'a duration of -5 ms has no literal'],
  ['string', '\ud800', 'half of a character'],
  ['timestamp', new Date('+012026-01-01T00:00:00Z'), 'a year has four digits'],
  ['json', { a: [{ '`': 1 }] }, 'has no form'],
] as const)('what has no literal is refused with its place: %s', (name, value, message) => {
  const schema = recordType([{ name: 'x', type: scalarType(name) }]);
  expect(() => recordText({ x: value }, schema)).toThrow(message);
});

/** Values of each scalar type as columns give them. */
import type { ScalarName } from '@millrace/grammar';
import fc from 'fast-check';

function whole(min: number, max: number): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
}

export const arbitraryValues: Record<ScalarName, fc.Arbitrary<unknown>> = {
  bool: fc.boolean(),
  int8: whole(-128, 127),
  int16: whole(-32768, 32767),
  int32: whole(-(2 ** 31), 2 ** 31 - 1),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  uint8: whole(0, 255),
  uint16: whole(0, 65535),
  uint32: whole(0, 2 ** 32 - 1),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  float32: fc.float(),
  float64: fc.double(),
  string: fc.string(),
  bytes: fc.uint8Array({ maxLength: 4 }),
  timestamp: fc.date({ noInvalidDate: true }),
  date: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString().slice(0, 10)),
  duration: fc.integer(),
  json: fc.jsonValue().filter((value) => value !== null),
};

import { readFileSync } from 'node:fs';
import { readSignature } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../support/byte-sources.ts';
import { nslKdd, nslKddMissing } from '../support/nsl-kdd.ts';
import { encodeModel, testModels } from '../support/onnx-model.ts';

/** Models that others made, where they are, and ours. */
const seeds: Uint8Array[] = [
  ...Object.values(testModels).map(encodeModel),
  ...(nslKddMissing === undefined ? ['intrusion-mlp.onnx', 'intrusion-gbt.onnx'] : []).map((f) =>
    readFileSync(nslKdd(f)),
  ),
];

/** Reads strictly inside the file, gives a result without throwing, and reads no byte more often than a few times. */
function readGuarded(bytes: Uint8Array): boolean {
  let bytesRead = 0;
  const result = readSignature({
    size: bytes.length,
    read(offset, length) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset + length).toBeLessThanOrEqual(bytes.length);
      bytesRead += length;
      return bytes.subarray(offset, offset + length);
    },
  });
  expect(bytesRead).toBeLessThanOrEqual(4 * bytes.length + 1024);
  if (!result.ok) {
    expect(result.problem.message).not.toBe('');
    expect(result.problem.offset).toBeGreaterThanOrEqual(0);
    expect(result.problem.offset).toBeLessThanOrEqual(bytes.length);
  }
  return result.ok;
}

const seed = fc.constantFrom(...seeds);
const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) });

function mutate(bytes: Uint8Array, mutations: { at: number; byte: number }[]): Uint8Array {
  const mutated = Uint8Array.from(bytes);
  for (const { at, byte } of mutations) mutated[Math.floor(at * (bytes.length - 1))] = byte;
  return mutated;
}

describe('damaged models', () => {
  test('any bytes changed', () => {
    fc.assert(
      fc.property(seed, fc.array(mutation, { minLength: 1, maxLength: 8 }), (bytes, mutations) => {
        readGuarded(mutate(bytes, mutations));
      }),
      { numRuns: 3000 },
    );
  });

  test('any bytes changed near the start, where the structure is', () => {
    const near = fc.record({ at: fc.double({ min: 0, max: 0.02, noNaN: true }), byte: fc.nat(255) });
    fc.assert(
      fc.property(seed, fc.array(near, { minLength: 1, maxLength: 4 }), (bytes, mutations) => {
        readGuarded(mutate(bytes, mutations));
      }),
      { numRuns: 3000 },
    );
  });

  test('cut anywhere: never taken for a whole model', () => {
    // With one operator set, which stands last, there is no cut that leaves something whole.
    const models = Object.values(testModels).filter((model) => model.opsets === undefined);
    fc.assert(
      fc.property(fc.constantFrom(...models.map(encodeModel)), fc.nat(), (bytes, end) => {
        expect(readGuarded(bytes.subarray(0, end % bytes.length))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('a piece taken out or put in', () => {
    fc.assert(
      fc.property(seed, fc.nat(), fc.nat(64), fc.uint8Array({ maxLength: 64 }), (bytes, place, removed, added) => {
        const at = place % bytes.length;
        readGuarded(Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at + removed)]));
      }),
      { numRuns: 500 },
    );
  });

  test('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => {
        readGuarded(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  test('types nested without end', () => {
    const nested = (depth: number): number[] => {
      let content: number[] = [];
      for (let i = 0; i < depth && content.length < 120; i++)
        content = [0x22, content.length + 2, 0x0a, content.length, ...content];
      return content;
    };
    const type = nested(30);
    const output = [0x12, type.length, ...type];
    const graph = [0x62, output.length, ...output];
    const result = readSignature(bytesSource(Uint8Array.from([8, 8, 0x3a, graph.length, ...graph])));
    expect(result).toMatchObject({ ok: false, problem: { message: expect.stringContaining('types nest too deep') } });
  });
});

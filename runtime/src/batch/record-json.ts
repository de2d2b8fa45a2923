/**
 * A value of a record as JSON has it: for run events and for the `record` of an error port. Integers beyond 2^53, which JSON
 * numbers would change silently, and values JSON lacks (NaN, infinities) become strings; bytes become base64.
 */
export function jsonValueOf(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, jsonValueOf);
  if (Array.isArray(value)) return value.map(jsonValueOf);
  return recordJsonOf(value as Record<string, unknown>);
}

export function recordJsonOf(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, jsonValueOf(value)]));
}

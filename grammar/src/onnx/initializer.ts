import type { ByteWindow } from './byte-window.ts';
import { elementBits } from './element-types.ts';
import type { ExternalFile } from './signature.ts';
import { fieldsIn, readInteger, readIntegers, readText, type WireField } from './wire.ts';

/** What matters of a weight: its name, and the file it is kept in when it is not in the model. Its values are seeked over. */
export interface Initializer {
  name: string;
  /** `size` is where its own values end. */
  externalFile: ExternalFile | undefined;
}

/** A TensorProto. */
export function readInitializer(window: ByteWindow, tensor: WireField): Initializer {
  let [name, code, count] = ['', 0, 1];
  const external = new Map<string, string>();
  for (const field of fieldsIn(window, tensor)) {
    if (field.number === 1) for (const size of readIntegers(window, field)) count *= size;
    if (field.number === 2) code = readInteger(window, field);
    if (field.number === 8) name = readText(window, field);
    if (field.number === 13) addEntry(window, field, external);
  }
  return { name, externalFile: externalFile(external, Math.ceil((count * elementBits(code)) / 8)) };
}

/** A SparseTensorProto: named by its values, which stand in the first field; the second says where they belong. */
export function readSparseInitializer(window: ByteWindow, tensor: WireField): Initializer[] {
  const parts = [...fieldsIn(window, tensor)].filter(({ number }) => number === 1 || number === 2);
  return parts.map((part) => readInitializer(window, part));
}

/** The size is that of the values where the model does not say how long they are. */
function externalFile(external: ReadonlyMap<string, string>, size: number): ExternalFile | undefined {
  const path = external.get('location');
  if (path === undefined) return undefined;
  const length = bytesIn(external.get('length')) ?? bytesIn(String(size)) ?? 0;
  return { path, size: (bytesIn(external.get('offset')) ?? 0) + length };
}

/** undefined for what is no number of bytes. */
function bytesIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function addEntry(window: ByteWindow, field: WireField, entries: Map<string, string>): void {
  const { key, value } = readEntry(window, field);
  if (!entries.has(key)) entries.set(key, value);
}

/** A StringStringEntryProto. */
export function readEntry(window: ByteWindow, entry: WireField): { key: string; value: string } {
  const result = { key: '', value: '' };
  for (const field of fieldsIn(window, entry)) {
    if (field.number === 1) result.key = readText(window, field);
    if (field.number === 2) result.value = readText(window, field);
  }
  return result;
}

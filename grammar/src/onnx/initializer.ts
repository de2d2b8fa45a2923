import type { ByteWindow } from './byte-window.ts';
import { fieldsIn, readText, type WireField } from './wire.ts';

/** What matters of a weight: its name, and the file it is kept in when it is not in the model. Its values are seeked over. */
export interface Initializer {
  name: string;
  externalFile: string | undefined;
}

/** A TensorProto. */
export function readInitializer(window: ByteWindow, tensor: WireField): Initializer {
  const initializer: Initializer = { name: '', externalFile: undefined };
  for (const field of fieldsIn(window, tensor)) {
    if (field.number === 8) initializer.name = readText(window, field);
    if (field.number === 13) initializer.externalFile ??= readLocation(window, field);
  }
  return initializer;
}

/** A SparseTensorProto: named by its values. */
export function readSparseInitializer(window: ByteWindow, tensor: WireField): Initializer[] {
  return [...fieldsIn(window, tensor)]
    .filter((field) => field.number === 1)
    .map((values) => readInitializer(window, values));
}

function readLocation(window: ByteWindow, entry: WireField): string | undefined {
  const { key, value } = readEntry(window, entry);
  return key === 'location' ? value : undefined;
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

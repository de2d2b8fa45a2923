/** Records of which a mistake leaves open whether they have some field; see `RecordType.unclear`. */
import type { Field, RecordType } from './type.ts';

/** Whether a field that is not among those of the record may be there all the same, so that it is not called missing. */
export function mayHave({ unclear }: RecordType, name: string): boolean {
  return unclear === 'any' || (unclear?.includes(name) ?? false);
}

/** Whether it is known which fields there are. */
export function isClear({ unclear }: RecordType): boolean {
  return unclear === undefined || unclear.length === 0;
}

/** What is unclear of a record that is put together from several. */
export function unclearOfAll(parts: readonly RecordType['unclear'][]): RecordType['unclear'] {
  if (parts.includes('any')) return 'any';
  const names = [...new Set(parts.flatMap((part) => part ?? []))];
  return names.length === 0 ? undefined : names;
}

export function withUnclear(record: RecordType, ...parts: RecordType['unclear'][]): RecordType {
  const unclear = unclearOfAll([record.unclear, ...parts]);
  return unclear === undefined ? record : { ...record, unclear };
}

/** The field, where nobody can tell whether it stays. */
export function unsure(field: Field): Field {
  return { ...field, isUnsure: true };
}

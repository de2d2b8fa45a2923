import type { ScalarName } from './type.ts';

/** What other languages call the scalars. */
const foreign: ReadonlyMap<string, ScalarName> = new Map<string, ScalarName>([
  ['boolean', 'bool'],
  ['int', 'int32'],
  ['integer', 'int32'],
  ['long', 'int64'],
  ['bigint', 'int64'],
  ['short', 'int16'],
  ['byte', 'uint8'],
  ['float', 'float64'],
  ['double', 'float64'],
  ['real', 'float64'],
  ['number', 'float64'],
  ['decimal', 'float64'],
  ['str', 'string'],
  ['text', 'string'],
  ['varchar', 'string'],
  ['char', 'string'],
  ['uuid', 'string'],
  ['datetime', 'timestamp'],
  ['instant', 'timestamp'],
  ['interval', 'duration'],
  ['blob', 'bytes'],
  ['binary', 'bytes'],
  ['object', 'json'],
  ['map', 'json'],
  ['any', 'json'],
]);

/** The scalar that a name of another language means here. */
export function scalarMeantBy(name: string): ScalarName | undefined {
  return foreign.get(name.toLowerCase());
}

/** The sizes of what leaves an `infer`, once its inputs have said what the symbols stand for [N4]. */
import type { Field, RecordType, Type } from '../../types/type.ts';
import type { Size, Sizes } from './sizes.ts';
import type { SizeOf } from './tensor-type.ts';

/**
 * A symbol that no input says, and a dimension without a name, become symbols that the records do not have: what is called the
 * same by two models need not be of the same size.
 */
export function outputSizes(sizes: Sizes, record: RecordType | undefined): SizeOf {
  const taken = new Set(record?.fields.flatMap(({ type }) => symbolsOf(type)) ?? []);
  const given = new Map<string, string>();
  return (symbol, dimension) => {
    if (symbol === null) return unusedName(`d${dimension}`, taken);
    const name = sizes.ofModel(symbol) ?? given.get(symbol) ?? unusedName(symbol, taken);
    if (typeof name === 'string') given.set(symbol, name);
    return name;
  };
}

function unusedName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  taken.add(name);
  return name;
}

function symbolsOf(type: Type): string[] {
  if (type.kind === 'record') return type.fields.flatMap((field) => symbolsOf(field.type));
  if (type.kind === 'list') return symbolsOf(type.element);
  return type.kind === 'vector' ? type.dimensions.filter((size) => typeof size === 'string') : [];
}

/** A column whose symbols are numbers from here on, because the model needs them to be. */
export function sizedField(field: Field, sizes: Sizes): Field {
  const { type } = field;
  if (type.kind !== 'vector') return field;
  const dimensions = type.dimensions.map((size): Size => (typeof size === 'string' ? sizes.ofRecord(size) : size));
  return { ...field, type: { ...type, dimensions } };
}

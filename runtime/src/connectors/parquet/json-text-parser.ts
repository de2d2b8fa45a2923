import type { RecordType, Type } from '@millrace/grammar';
import { sourceNameOf } from '../../values/fit-value.ts';
import { parseJson } from '../../values/json-text.ts';

/** Parquet keeps json as text. Gives what parses it wherever the type has json; undefined where it has none. */
export function jsonTextParser(type: Type): ((value: unknown) => unknown) | undefined {
  if (type.kind === 'scalar' && type.name === 'json') return parseText;
  if (type.kind === 'unknown') return parseText;
  if (type.kind === 'record') return recordParser(type);
  const parse =
    type.kind === 'list'
      ? jsonTextParser(type.element)
      : type.kind === 'vector' && type.element === 'json'
        ? parseText
        : undefined;
  return parse === undefined ? undefined : (value) => (Array.isArray(value) ? value.map(parse) : value);
}

function recordParser({ fields }: RecordType): ((value: unknown) => unknown) | undefined {
  const parsers = fields.flatMap((field) => {
    const parse = jsonTextParser(field.type);
    return parse === undefined ? [] : [{ key: sourceNameOf(field), parse }];
  });
  if (parsers.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const record = { ...value } as Record<string, unknown>;
    for (const { key, parse } of parsers) record[key] = parse(record[key]);
    return record;
  };
}

/** Text that is no JSON stays as it is: a JSON string. */
function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

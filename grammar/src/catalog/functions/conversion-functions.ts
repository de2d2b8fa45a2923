import {
  beyondFloat32,
  numberToWhole,
  printedAs,
  textToBool,
  textToJson,
  textToReal,
  textToTimestamp,
  textToWhole,
} from '../../expressions/kernels/convert.ts';
import { type PerRowFunction, perRow } from '../../expressions/kernels/kernel.ts';
import { realFunction } from '../../expressions/kernels/unary-numbers.ts';
import type { ScalarName, Type } from '../../types/type.ts';
import type { FunctionSpec, Nullability, Signature, TypePattern } from './function-spec.ts';

function signatureOf(
  from: TypePattern,
  result: ScalarName,
  compute: PerRowFunction,
  nullability?: Nullability,
): Signature {
  return {
    parameters: [{ name: from === 'string' ? 'text' : 'value', type: from }],
    result,
    nullability,
    kernel: (type) => perRow(type, compute),
  };
}

const sqlNames = { int32: 'INTEGER', int64: 'BIGINT', float32: 'FLOAT', float64: 'DOUBLE' } as const;

function toWhole(name: 'int32' | 'int64'): Signature[] {
  const convert = numberToWhole(name);
  return [
    signatureOf('number', name, convert),
    { ...signatureOf('string', name, textToWhole(name)), inSql: `text::${sqlNames[name]}` },
    { ...signatureOf('bool', name, convert), inSql: `value::${sqlNames[name]}` },
  ];
}

function toReal(name: 'float32' | 'float64'): Signature[] {
  const problem = name === 'float32' ? beyondFloat32 : undefined;
  return [
    { ...signatureOf('real', name, Number), kernel: realFunction((value) => value, problem) },
    { ...signatureOf('string', name, textToReal(name)), inSql: `text::${sqlNames[name]}` },
    { ...signatureOf('bool', name, Number), kernel: realFunction((value) => value) },
  ];
}

const printable = ['string', 'number', 'bool', 'timestamp', 'date', 'duration', 'json'] as const;

function toText(from: TypePattern): Signature {
  return {
    parameters: [{ name: 'value', type: from }],
    result: 'string',
    kernel: (_, operands) => printedAs(nameOf(operands[0])),
  };
}

function nameOf(type: Type | undefined): ScalarName {
  return type?.kind === 'scalar' ? type.name : 'json';
}

export const conversionFunctions: FunctionSpec[] = [
  {
    name: 'int32',
    family: 'conversion',
    doc: 'The value as int32; a fraction is dropped, and what does not fit or is no number makes the record bad.',
    inSql: 'trunc(value)::INTEGER',
    unlikeSql:
      'DuckDB reads more texts, such as "1.5", "1e3", "1_000" and "0x10"; here what was meant for something else makes the record bad.',
    example: { text: 'int32("12") + int32(2.9)', value: 14 },
    signatures: toWhole('int32'),
  },
  {
    name: 'int64',
    family: 'conversion',
    doc: 'The value as int64; a fraction is dropped, and what does not fit or is no number makes the record bad.',
    inSql: 'trunc(value)::BIGINT',
    unlikeSql:
      'DuckDB reads more texts, such as "1.5", "1e3", "1_000" and "0x10"; here what was meant for something else makes the record bad.',
    example: { text: 'int64("9007199254740993")', value: '9007199254740993' },
    signatures: toWhole('int64'),
  },
  {
    name: 'float32',
    family: 'conversion',
    doc: 'The nearest float32; text that is no number, and a number that is too large, makes the record bad.',
    inSql: 'value::FLOAT',
    unlikeSql:
      'DuckDB reads "inf", "nan" and "1_000", and a number that is too large as an infinity; here they make the record bad.',
    example: { text: 'float32("0.5")', value: 0.5 },
    signatures: toReal('float32'),
  },
  {
    name: 'float64',
    family: 'conversion',
    doc: 'The nearest float64; text that is no number makes the record bad.',
    inSql: 'value::DOUBLE',
    unlikeSql:
      'DuckDB reads "inf", "nan" and "1_000", and a number that is too large as an infinity; here they make the record bad.',
    example: { text: 'float64("1e3")', value: 1000 },
    signatures: toReal('float64'),
  },
  {
    name: 'string',
    family: 'conversion',
    doc: 'The value as text; a timestamp in ISO 8601.',
    inSql: 'value::VARCHAR',
    unlikeSql:
      'DuckDB writes 1 as "1.0" where it is a DOUBLE, a timestamp with a space and without "Z", and JSON as it came; here numbers and JSON are written as JSON has them, timestamps as in ISO 8601, and durations in milliseconds.',
    example: { text: 'string(2026-03-14T15:09:26Z)', value: '2026-03-14T15:09:26.000Z' },
    signatures: printable.map(toText),
  },
  {
    name: 'bool',
    family: 'conversion',
    doc: 'True for the text "true" and for numbers other than 0; any text but "true" and "false" makes the record bad.',
    inSql: 'value::BOOLEAN',
    unlikeSql: 'DuckDB also reads "t", "yes" and "1", and no text with spaces around it.',
    example: { text: 'bool("true") and not bool(0)', value: true },
    signatures: [
      { ...signatureOf('string', 'bool', textToBool), inSql: 'text::BOOLEAN' },
      signatureOf('number', 'bool', (value: number | bigint) => Number(value) !== 0),
      signatureOf('bool', 'bool', (value: number) => value),
    ],
  },
  {
    name: 'parseTimestamp',
    family: 'conversion',
    doc: 'The moment an ISO 8601 text names, in UTC where it says no offset; other text makes the record bad.',
    inSql: "text::TIMESTAMPTZ AT TIME ZONE 'UTC'",
    unlikeSql:
      'DuckDB reads other texts as well, such as "2026-3-4" and "epoch", and does not read "2026-03-14T15:09Z".',
    example: { text: 'parseTimestamp("2026-03-14 15:09") == 2026-03-14T15:09:00Z', value: true },
    signatures: [signatureOf('string', 'timestamp', textToTimestamp)],
  },
  {
    name: 'parseJson',
    family: 'conversion',
    doc: 'The value a JSON text describes; the JSON null is null, and text that is no JSON makes the record bad.',
    inSql: 'text::JSON',
    unlikeSql:
      'The JSON null is a value of its own in DuckDB; here it is null. DuckDB keeps the text of a number; here it is a float64.',
    example: { text: 'string(parseJson("[1, 2]"))', value: '[1,2]' },
    signatures: [signatureOf('string', 'json', textToJson, 'always')],
  },
];

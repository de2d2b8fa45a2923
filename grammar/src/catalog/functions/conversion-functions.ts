import {
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

function toWhole(name: 'int32' | 'int64'): Signature[] {
  const convert = numberToWhole(name);
  return [
    signatureOf('number', name, convert),
    signatureOf('string', name, textToWhole(name)),
    signatureOf('bool', name, convert),
  ];
}

function toReal(name: 'float32' | 'float64'): Signature[] {
  return [
    { ...signatureOf('real', name, Number), kernel: realFunction((value) => value) },
    signatureOf('string', name, textToReal),
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
    example: { text: 'int32("12") + int32(2.9)', value: 14 },
    signatures: toWhole('int32'),
  },
  {
    name: 'int64',
    family: 'conversion',
    doc: 'The value as int64; a fraction is dropped, and what does not fit or is no number makes the record bad.',
    example: { text: 'int64("9007199254740993")', value: '9007199254740993' },
    signatures: toWhole('int64'),
  },
  {
    name: 'float32',
    family: 'conversion',
    doc: 'The nearest float32; text that is no number makes the record bad.',
    example: { text: 'float32("0.5")', value: 0.5 },
    signatures: toReal('float32'),
  },
  {
    name: 'float64',
    family: 'conversion',
    doc: 'The nearest float64; text that is no number makes the record bad.',
    example: { text: 'float64("1e3")', value: 1000 },
    signatures: toReal('float64'),
  },
  {
    name: 'string',
    family: 'conversion',
    doc: 'The value as text; a timestamp in ISO 8601.',
    example: { text: 'string(2026-03-14T15:09:26Z)', value: '2026-03-14T15:09:26.000Z' },
    signatures: printable.map(toText),
  },
  {
    name: 'bool',
    family: 'conversion',
    doc: 'True for the text "true" and for numbers other than 0; any text but "true" and "false" makes the record bad.',
    example: { text: 'bool("true") and not bool(0)', value: true },
    signatures: [
      signatureOf('string', 'bool', textToBool),
      signatureOf('number', 'bool', (value: number | bigint) => Number(value) !== 0),
      signatureOf('bool', 'bool', (value: number) => value),
    ],
  },
  {
    name: 'parseTimestamp',
    family: 'conversion',
    doc: 'The moment an ISO 8601 text names, in UTC where it says no offset; other text makes the record bad.',
    example: { text: 'parseTimestamp("2026-03-14 15:09") == 2026-03-14T15:09:00Z', value: true },
    signatures: [signatureOf('string', 'timestamp', textToTimestamp)],
  },
  {
    name: 'parseJson',
    family: 'conversion',
    doc: 'The value a JSON text describes; the JSON null is null, and text that is no JSON makes the record bad.',
    example: { text: 'string(parseJson("[1, 2]"))', value: '[1,2]' },
    signatures: [signatureOf('string', 'json', textToJson, 'always')],
  },
];

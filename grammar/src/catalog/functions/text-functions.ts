import { type Kernel, perRow } from '../../expressions/kernels/kernel.ts';
import {
  parsePattern,
  patternMatcher,
  replaceText,
  splitText,
  substring,
  textLength,
} from '../../expressions/kernels/text.ts';
import { type Scalar, type ScalarName, scalarType, type Type } from '../../types/type.ts';
import type { FunctionSpec, ParameterSpec, ResultRule, Signature } from './function-spec.ts';

const text: ParameterSpec = { name: 'text', type: 'string' };

const texts: ResultRule = {
  label: 'string[]',
  of: () => ({ kind: 'list', element: scalarType('string'), nullable: false }),
};

function signatureOf(
  parameters: readonly ParameterSpec[],
  result: ScalarName | ResultRule,
  compute: (...values: never[]) => unknown,
): Signature {
  return { parameters, result, kernel: (type: Type): Kernel => perRow(type, compute) };
}

function partOf(name: string): ParameterSpec[] {
  return [text, { name, type: 'string' }];
}

export const textLengthSignature = signatureOf([text], 'int32', textLength);

export const textConcatSignature = signatureOf(
  [
    { name: 'first', type: 'string' },
    { name: 'others', type: 'string', repeated: true },
  ],
  'string',
  (...parts: string[]) => parts.join(''),
);

export const textFunctions: FunctionSpec[] = [
  {
    name: 'lower',
    family: 'text',
    doc: 'The text in small letters.',
    inSql: 'lower(text)',
    unlikeSql:
      'DuckDB changes each character by itself; here the rules of Unicode for whole words count, by which "Σ" at the end of a word becomes "ς".',
    example: { text: 'lower("Nice")', value: 'nice' },
    signatures: [signatureOf([text], 'string', (value: string) => value.toLowerCase())],
  },
  {
    name: 'upper',
    family: 'text',
    doc: 'The text in capital letters.',
    inSql: 'upper(text)',
    unlikeSql:
      'DuckDB changes each character by itself; here the rules of Unicode for whole words count, by which "ß" becomes "SS".',
    example: { text: 'upper("Nice")', value: 'NICE' },
    signatures: [signatureOf([text], 'string', (value: string) => value.toUpperCase())],
  },
  {
    name: 'trim',
    family: 'text',
    doc: 'The text without the white space at both ends.',
    inSql: 'trim(text)',
    unlikeSql: 'DuckDB keeps tabs and line ends.',
    example: { text: 'trim("  nice ")', value: 'nice' },
    signatures: [signatureOf([text], 'string', (value: string) => value.trim())],
  },
  {
    name: 'contains',
    family: 'text',
    doc: 'Whether the part occurs in the text.',
    inSql: 'contains(text, part)',
    example: { text: 'contains("millrace", "race")', value: true },
    signatures: [signatureOf(partOf('part'), 'bool', (value: string, part: string) => value.includes(part))],
  },
  {
    name: 'startsWith',
    family: 'text',
    doc: 'Whether the text begins with the prefix.',
    inSql: 'starts_with(text, prefix)',
    example: { text: 'startsWith("millrace", "mill")', value: true },
    signatures: [signatureOf(partOf('prefix'), 'bool', (value: string, prefix: string) => value.startsWith(prefix))],
  },
  {
    name: 'endsWith',
    family: 'text',
    doc: 'Whether the text ends with the suffix.',
    inSql: 'ends_with(text, suffix)',
    example: { text: 'endsWith("millrace", "mill")', value: false },
    signatures: [signatureOf(partOf('suffix'), 'bool', (value: string, suffix: string) => value.endsWith(suffix))],
  },
  {
    name: 'matches',
    family: 'text',
    doc: 'Whether the regular expression (as in JavaScript, with Unicode) is found anywhere in the text.',
    inSql: 'regexp_matches(text, pattern)',
    unlikeSql: 'The expressions of DuckDB are those of RE2, which has no look-around and no references to groups.',
    example: { text: 'matches("FR-75", "^[A-Z]{2}-\\\\d+$")', value: true },
    signatures: [
      {
        parameters: [text, { name: 'pattern', type: 'string', check: checkPattern }],
        result: 'bool',
        kernel: (type) => perRow(type, patternMatcher()),
      },
    ],
  },
  {
    name: 'replace',
    family: 'text',
    doc: 'The text with every occurrence of the part replaced; the empty part occurs nowhere.',
    inSql: 'replace(text, part, by)',
    example: { text: 'replace("1,234,567", ",", "")', value: '1234567' },
    signatures: [signatureOf([...partOf('part'), { name: 'by', type: 'string' }], 'string', replaceText)],
  },
  {
    name: 'split',
    family: 'text',
    doc: 'The parts of the text between the separators; with an empty one its characters.',
    inSql: 'string_split(text, separator)',
    example: { text: 'split("a;b;c", ";")', value: ['a', 'b', 'c'] },
    signatures: [signatureOf(partOf('separator'), texts, splitText)],
  },
  {
    name: 'substring',
    family: 'text',
    doc: 'As many characters as count says, from the start on; the first character is at 1, the last at -1. A count below zero makes the record bad.',
    inSql: 'substring(text, start, count)',
    unlikeSql: 'With a count below zero DuckDB counts backwards; here it makes the record bad.',
    example: { text: 'substring("millrace", 5, 4)', value: 'race' },
    signatures: [
      signatureOf(
        [text, { name: 'start', type: 'int32' }, { name: 'count', type: 'int32', default: 2 ** 31 - 1 }],
        'string',
        substring,
      ),
    ],
  },
];

function checkPattern(value: Scalar): string | undefined {
  const parsed = typeof value === 'string' ? parsePattern(value) : undefined;
  return typeof parsed === 'string' ? parsed : undefined;
}

import { hmacSha256Hex, sha256Hex } from '../../expressions/kernels/digest.ts';
import { perRow } from '../../expressions/kernels/kernel.ts';
import { maskText } from '../../expressions/kernels/text.ts';
import type { FunctionSpec, ParameterSpec } from './function-spec.ts';

const key: ParameterSpec = { name: 'key', type: 'string', isSecret: true };

/** How a text names a secret; it is no function, but is written and explained like one. */
export const secretName = 'secret';

export const privacyFunctions: FunctionSpec[] = [
  {
    name: 'sha256',
    family: 'hashing and privacy',
    hidesValue: true,
    doc: 'The SHA-256 digest in hex, of a text as UTF-8 or of bytes.',
    inSql: 'sha256(text)',
    example: {
      text: 'sha256("abc")',
      value: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
    signatures: [
      { parameters: [{ name: 'text', type: 'string' }], result: 'string', kernel: (type) => perRow(type, sha256Hex) },
      {
        parameters: [{ name: 'bytes', type: 'bytes' }],
        result: 'string',
        inSql: 'sha256(bytes)',
        kernel: (type) => perRow(type, sha256Hex),
      },
    ],
  },
  {
    name: 'hmac',
    family: 'hashing and privacy',
    hidesValue: true,
    doc: 'The HMAC-SHA256 in hex, of a text as UTF-8 or of bytes, under a key that is a secret. Who has not the key cannot find a value by trying all of them, as with sha256.',
    unlikeSql: 'DuckDB has none, and a key in a query would stand in the plan.',
    example: {
      text: 'hmac("4111111111111111", secret("CARD_KEY"))',
      value: 'd7deb2f89396a762e0f485ff629bed80118728d1ef5d5744f870a99001a1437d',
    },
    signatures: [
      {
        parameters: [{ name: 'text', type: 'string' }, key],
        result: 'string',
        kernel: (type) => perRow(type, hmacSha256Hex()),
      },
      {
        parameters: [{ name: 'bytes', type: 'bytes' }, key],
        result: 'string',
        kernel: (type) => perRow(type, hmacSha256Hex()),
      },
    ],
  },
  {
    name: secretName,
    family: 'hashing and privacy',
    doc: 'Names a secret for a function that asks for one. The value is looked up when the flow runs, in the environment variable of that name, and stands in no plan, log or output.',
    unlikeSql: 'A value in a query would stand in the plan.',
    example: { text: 'length(hmac("a", secret("CARD_KEY")))', value: 64 },
    signatures: [{ parameters: [{ name: 'name', type: 'string' }], result: 'string' }],
  },
  {
    name: 'mask',
    family: 'hashing and privacy',
    hidesValue: true,
    doc: 'The text with `*` for every character but the last few.',
    inSql: "repeat('*', greatest(length(text) - keep, 0)) || right(text, keep)",
    unlikeSql: 'With a number below zero to keep, the record is bad here.',
    example: { text: 'mask("4111111111111111", 4)', value: '************1111' },
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'keep', type: 'int32', default: 4 },
        ],
        result: 'string',
        kernel: (type) => perRow(type, maskText),
      },
    ],
  },
  {
    name: 'redact',
    family: 'hashing and privacy',
    hidesValue: true,
    doc: 'The word [redacted] in place of any value; a null stays null.',
    inSql: "CASE WHEN value IS NOT NULL THEN '[redacted]' END",
    example: { text: 'redact("Ada")', value: '[redacted]' },
    signatures: [
      {
        parameters: [{ name: 'value', type: 'any' }],
        result: 'string',
        kernel: (type) => perRow(type, () => '[redacted]'),
      },
    ],
  },
];

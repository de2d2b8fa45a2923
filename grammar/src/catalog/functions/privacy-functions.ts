import { sha256Hex } from '../../expressions/kernels/digest.ts';
import { perRow } from '../../expressions/kernels/kernel.ts';
import { maskText } from '../../expressions/kernels/text.ts';
import type { FunctionSpec } from './function-spec.ts';

/** `hmac` is not among them: its key would stand in the plan. It comes with secrets. */
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

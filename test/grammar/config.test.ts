/** millrace.json: what is wrong in it, at its words, and the schema that editors get. */
import { readFileSync } from 'node:fs';
import { configKeys, explanations, readConfig } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';

const head = '"name": "p", "version": "1.0.0"';

describe('what does not fit is told', () => {
  test.each([
    ['an unknown key', `{ ${head}, "inclde": [] }`, 'FLOW541', '"inclde"', 'did you mean "include"?'],
    ['a wrong value', `{ ${head}, "include": [1, { "a": "}" }] }`, 'FLOW542', '[1, { "a": "}" }]', 'a list of paths'],
    ['a missing key', '{ "name": "p" }', 'FLOW542', '{', 'has no "version"'],
    ['another kind of value', ' [] ', 'FLOW542', '[]', 'must be an object'],
    ['an unknown code', `{ ${head}, "rules": { "FLOW999": "off" } }`, 'FLOW541', '"FLOW999"', 'is no code'],
    [
      'a name of every object',
      `{ ${head}, "rules": { "constructor": "off" } }`,
      'FLOW541',
      '"constructor"',
      'is no code',
    ],
    ['an unknown word', `{ ${head}, "rules": { "FLOW302": "on" } }`, 'FLOW542', '"on"', 'none of "off", "hint"'],
    ['a lowered error', `{ ${head}, "rules": { "FLOW201": "off" } }`, 'FLOW543', '"FLOW201"', 'stays one'],
    ['rules that are none', `{ ${head}, "rules": null }`, 'FLOW542', 'null', 'must be an object'],
  ])('%s', (_, text, code, words, message) => {
    const { mistakes } = readConfig(text);
    expect(mistakes.map((one) => one.code)).toEqual([code]);
    const { start, end } = mistakes[0]?.range ?? { start: { character: 0 }, end: { character: 0 } };
    expect(text.slice(start.character, end.character)).toBe(words);
    expect(mistakes[0]?.message).toContain(message);
  });

  test.each(['', '{', '{ "name": "p", }', '{ "name": "p" } }', '// no\n{}', '{ "a": "\n" }', '\u0000'])(
    'a text that is not JSON: %j',
    (text) => {
      expect(readConfig(text).mistakes.map(({ code }) => code)).toEqual(['FLOW540']);
      expect(readConfig(text).config).toEqual({});
    },
  );
});

test('what fits counts, whatever stands beside it', () => {
  const { config, mistakes } = readConfig(
    `{ "$schema": "s", ${head}, "licence": "MIT", "rules": { "FLOW201": "off", "FLOW302": "error" } }`,
  );
  expect(config).toEqual({ $schema: 's', name: 'p', version: '1.0.0', rules: { FLOW302: 'error' } });
  expect(mistakes.map(({ code }) => code)).toEqual(['FLOW541', 'FLOW543']);
});

test('keys may be written with escapes, and lines end as they like', () => {
  const text = '{\r\n  "n\\u0061me": "p",\r\n  "version": "1"\r\n}\r\n';
  const [mistake] = readConfig(text).mistakes;
  expect(mistake?.range).toEqual({ start: { line: 2, character: 13 }, end: { line: 2, character: 16 } });
});

test('the schema for editors has every key, and a rule for every code that may have one', () => {
  const schema = JSON.parse(readFileSync('extension/schemas/millrace.schema.json', 'utf8'));
  expect(Object.keys(schema.properties)).toEqual(Object.keys(configKeys));
  const ruled = Object.entries(explanations).filter(([, { severity }]) => severity !== 'error');
  expect(Object.keys(schema.properties.rules.properties)).toEqual(ruled.map(([code]) => code));
  const manifest = JSON.parse(readFileSync('extension/package.json', 'utf8'));
  expect(manifest.contributes.jsonValidation).toEqual([
    { fileMatch: 'millrace.json', url: './schemas/millrace.schema.json' },
  ]);
});

/** millrace.json: what is wrong in it, at its words, and the schema that editors get. */
import { readFileSync } from 'node:fs';
import { configKeys, explanations, parameterMistakes, readConfig } from '@millrace/grammar';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

const head = '"name": "p", "version": "1.0.0"';

const set = (rest: string) => `{ ${head}, ${rest} }`;

describe('what does not fit is told', () => {
  test.each([
    ['an unknown key', `{ ${head}, "inclde": [] }`, 'FLOW541', '"inclde"', 'did you mean "include"?'],
    ['a wrong value', `{ ${head}, "include": [1, { "a": "}" }] }`, 'FLOW542', '[1, { "a": "}" }]', 'a list of paths'],
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
    ['an unknown source', set('"secrets": { "K": { "evn": "A" } }'), 'FLOW541', '"evn"', 'did you mean "env"?'],
    ['no source', set('"secrets": { "K": {} }'), 'FLOW542', '{}', 'with 0 sources'],
    [
      'two sources',
      set('"secrets": { "K": { "env": "A", "file": "b" } }'),
      'FLOW542',
      '{ "env": "A", "file": "b" }',
      '2',
    ],
    ['no command', set('"secrets": { "K": { "command": "pass show" } }'), 'FLOW542', '"pass show"', '["pass", "show"'],
    ['a bad name', set('"secrets": { "A-B": { "env": "A" } }'), 'FLOW541', '"A-B"', 'such as CARD_KEY'],
    ['a text of many', set('"parameters": { "F": { "x": [1] } }'), 'FLOW542', '[1]', '"parameters.F.x"'],
    ['a value without a flow', set('"parameters": { "x": 1 }'), 'FLOW542', '1', 'by name'],
    ['a store of no kind', set('"store": { "catalogue": "mysql://h" }'), 'FLOW542', '"mysql://h"', 'postgres://'],
    ['a password', set('"store": { "catalogue": "postgres://u:p@h/d" }'), 'FLOW542', '"postgres://u:p@h/d"', 'secret'],
    ['a misspelt store', set('"store": { "catalog": "postgres://h" }'), 'FLOW541', '"catalog"', '"catalogue"'],
    ['a profile of a key', set('"profiles": { "p": { "rules": {} } }'), 'FLOW541', '"rules"', 'known are parameters'],
    ['deep in a profile', set('"profiles": { "p": { "store": 1 } }'), 'FLOW542', '1', '"profiles.p.store"'],
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

test.each(['{}', '{ "rules": { "FLOW302": "off" } }', '{ "version": "1.0.0" }'])(
  'nothing has to be there: %s',
  (text) => {
    expect(readConfig(text)).toEqual({ config: JSON.parse(text), mistakes: [] });
    expect(schemaOfEditors()(JSON.parse(text))).toBe(true);
  },
);

test('what fits counts, whatever stands beside it', () => {
  const { config, mistakes } = readConfig(
    `{ "$schema": "s", ${head}, "licence": "MIT", "rules": { "FLOW201": "off", "FLOW302": "error" } }`,
  );
  expect(config).toEqual({ $schema: 's', name: 'p', version: '1.0.0', rules: { FLOW302: 'error' } });
  expect(mistakes.map(({ code }) => code)).toEqual(['FLOW541', 'FLOW543']);
});

const whole = {
  name: 'p',
  version: '1.0.0',
  parameters: { Score: { threshold: 0.9, shop: 'a', isOn: true } },
  secrets: { A: { env: 'B' }, C: { file: 'keys/c' }, D: { command: ['pass', 'show', 'd'] } },
  store: { catalogue: { secret: 'PG' } },
  profiles: {
    production: { store: { catalogue: 'postgres://db.local/runs' }, parameters: { Score: { threshold: 1 } } },
  },
};

test('settings and profiles are read as they stand, and the schema for editors agrees', () => {
  expect(readConfig(JSON.stringify(whole))).toEqual({ config: whole, mistakes: [] });
  const isValid = schemaOfEditors();
  expect([isValid(whole), isValid.errors]).toEqual([true, null]);
});

test.each([
  { secrets: { A: {} } },
  { secrets: { A: { env: 'B', file: 'c' } } },
  { secrets: { 'A-B': { env: 'B' } } },
  { secrets: { A: { command: [] } } },
  { parameters: { Score: 1 } },
  { parameters: { Score: { x: null } } },
  { store: { catalogue: 'file:x' } },
  { store: { catalogue: {} } },
  { store: { catalog: 'postgres://h' } },
  { profiles: { p: { name: 'q' } } },
  { profiles: { p: { secrets: { A: 1 } } } },
])('the schema refuses what the reader refuses: %j', (rest) => {
  const config = { name: 'p', version: '1.0.0', ...rest };
  expect(readConfig(JSON.stringify(config)).mistakes.length).toBeGreaterThan(0);
  expect(schemaOfEditors()(config)).toBe(false);
});

function schemaOfEditors() {
  return new Ajv({ strictTypes: false }).compile(
    JSON.parse(readFileSync('extension/schemas/millrace.schema.json', 'utf8')),
  );
}

test('mistakes come in the order of the text', () => {
  const text = '{ "name": "p", "version": "1.0.0", "store": { "x": 1 }, "nmae": "p" }';
  expect(readConfig(text).mistakes.map(({ range }) => text.slice(range.start.character, range.end.character))).toEqual([
    '"x"',
    '"nmae"',
  ]);
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

test('every millrace.json of the reference is right', () => {
  const page = readFileSync('docs/reference/project.md', 'utf8');
  const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.map((text) => readConfig(text).mistakes)).toEqual(blocks.map(() => []));
});

test('parameters of flows that the project does not have are told at their names', () => {
  const flows = new Map([
    ['Score', new Set(['limit'])],
    ['Clean', new Set<string>()],
  ]);
  const text = JSON.stringify({
    parameters: { Score: { limit: 1, limt: 2 }, Clean: {} },
    profiles: { late: { parameters: { Scor: { limit: 1 } } }, other: { parameters: { Score: { limit: 1 } } } },
  });
  const found = parameterMistakes(text, flows).map(({ code, message, range: { start, end } }) => {
    return [code, text.slice(start.character, end.character), message];
  });
  expect(found).toEqual([
    ['FLOW541', '"limt"', 'has a parameter "limt" that the flow "Score" does not have; did you mean "limit"?'],
    ['FLOW541', '"Scor"', 'has parameters of the flow "Scor", which the project does not have; did you mean "Score"?'],
  ]);
  expect(parameterMistakes('{', flows)).toEqual([]);
});

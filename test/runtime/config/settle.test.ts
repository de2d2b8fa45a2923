import fc from 'fast-check';
import { flowParameters, originText, settle } from 'millrace';
import { expect, test } from 'vitest';

const config = (rest: object) => ({ name: 'p', version: '1.0.0', ...rest });

/** From the weakest to the strongest. */
const layers = ['millrace.json', 'profile chosen', 'MILLRACE_PARAM_limit', '--param'] as const;

test('the strongest layer that says something of a parameter wins, and is named', () => {
  fc.assert(
    fc.property(fc.subarray([...layers]), (saying) => {
      const say = (layer: (typeof layers)[number], flow: object) =>
        saying.includes(layer) ? { parameters: flow } : {};
      const settings = settle(
        config({
          ...say('millrace.json', { Score: { limit: 1, other: true } }),
          profiles: {
            chosen: say('profile chosen', { Score: { limit: 2 } }),
            not: { parameters: { Score: { limit: 9 } } },
          },
        }),
        {
          profile: 'chosen',
          environment: saying.includes('MILLRACE_PARAM_limit') ? { MILLRACE_PARAM_limit: '3' } : {},
        },
      );
      const given = flowParameters(settings, 'Score', saying.includes('--param') ? { limit: '4' } : {});
      const strongest = layers.findLast((layer) => saying.includes(layer));
      const limit = given.get('limit');
      expect(limit && originText(limit.from)).toBe(strongest);
      expect(limit?.value).toBe(strongest && String(layers.indexOf(strongest) + 1));
      expect(given.get('other')?.value).toBe(saying.includes('millrace.json') ? 'true' : undefined);
    }),
  );
});

test('parameters are those of the flow that runs', () => {
  const settings = settle(config({ parameters: { A: { x: 1 }, B: { x: 2 } } }), { environment: {} });
  expect([...flowParameters(settings, 'B')].map(([name, { value }]) => [name, value])).toEqual([['x', '2']]);
  expect([...flowParameters(settings, 'C')]).toEqual([]);
});

test('a profile is chosen by its flag, else by the environment', () => {
  const profiles = { a: { store: { catalogue: 'postgres://a' } }, b: { store: { catalogue: 'postgres://b' } } };
  const catalogueOf = (given: Parameters<typeof settle>[1]) => settle(config({ profiles }), given).catalogue;
  expect(catalogueOf({ profile: 'a', environment: { MILLRACE_PROFILE: 'b' } })).toEqual({
    value: 'postgres://a',
    from: { layer: 'profile', name: 'a' },
  });
  expect(catalogueOf({ environment: { MILLRACE_PROFILE: 'b' } })?.value).toBe('postgres://b');
  expect(catalogueOf({ profile: 'a', environment: { MILLRACE_CATALOGUE: 'postgres://c' } })).toEqual({
    value: 'postgres://c',
    from: { layer: 'environment', name: 'MILLRACE_CATALOGUE' },
  });
  expect(catalogueOf({ environment: { MILLRACE_PROFILE: '', MILLRACE_CATALOGUE: '' } })).toBeUndefined();
});

test('a profile replaces the secrets that it names, and leaves the others', () => {
  const secrets = { A: { env: 'A1' }, B: { file: 'b' } };
  const settings = settle(config({ secrets, profiles: { p: { secrets: { A: { command: ['pass', 'a'] } } } } }), {
    profile: 'p',
    environment: {},
  });
  expect(Object.fromEntries(settings.secrets)).toEqual({
    A: { value: { command: ['pass', 'a'] }, from: { layer: 'profile', name: 'p' } },
    B: { value: { file: 'b' }, from: { layer: 'millrace.json' } },
  });
});

test.each([
  [
    { profile: 'prodcution', environment: {} },
    'There is no profile "prodcution" (--profile); did you mean "production"?',
  ],
  [{ environment: { MILLRACE_PROFILE: 'x' } }, 'There is no profile "x" (MILLRACE_PROFILE); there are production'],
  [
    { environment: { MILLRACE_PROFIL: 'x' } },
    'sets MILLRACE_PROFIL, which means nothing; did you mean MILLRACE_PROFILE?',
  ],
  [{ environment: { MILLRACE_PARAMS_x: '1' } }, 'a parameter is MILLRACE_PARAM_name'],
  [{ environment: { MILLRACE_CATALOGUE: 'runs.db' } }, 'MILLRACE_CATALOGUE must be the address of a PostgreSQL'],
])('what cannot be meant is refused: %j', (given, message) => {
  expect(() => settle(config({ profiles: { production: {} } }), given)).toThrow(message);
});

test('variables of others are left alone', () => {
  expect(() => settle(undefined, { environment: { MILLRACE_CHROMIUM: '/x', MILLRACE_TEST_DATA: '/y' } })).not.toThrow();
});

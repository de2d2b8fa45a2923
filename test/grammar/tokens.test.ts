import { createFlowServices } from '@millrace/grammar';
import { DefaultTokenBuilder, EmptyFileSystem } from 'langium';
import { expect, test } from 'vitest';

/** Names of tokens, each with those that a longer text could be. */
function longerOf(builder: DefaultTokenBuilder) {
  const tokens = builder.buildTokens(flow.Grammar);
  if (!Array.isArray(tokens)) throw new Error('The grammar has modes');
  return tokens.map((token) => {
    if (typeof token !== 'object' || !('LONGER_ALT' in token)) return { token };
    return { name: token.name, longer: [token.LONGER_ALT ?? []].flat().map(({ name }) => name) };
  });
}

const { flow } = createFlowServices({ ...EmptyFileSystem, ports: {} });

test('a keyword may be the beginning of the same tokens as the library finds', () => {
  const own = longerOf(flow.parser.TokenBuilder as DefaultTokenBuilder);
  expect(own).toEqual(longerOf(new DefaultTokenBuilder()));
  expect(own.filter(({ longer }) => longer?.includes('ID')).length).toBeGreaterThan(50);
});

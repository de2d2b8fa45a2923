import { createFlowServices } from '@millrace/grammar';
import { DefaultLexer, DefaultTokenBuilder, EmptyFileSystem } from 'langium';
import { expect, test } from 'vitest';

/** Of what the library keeps to itself. */
interface Pattern {
  tokenTypeIdx: number;
  pattern: unknown;
  group: unknown;
  longerAlt: number[] | undefined;
  canLineTerminator: boolean;
}

interface Tables {
  charCodeToPatternIdxToConfig: { defaultMode: (Pattern[] | undefined)[] };
  patternIdxToConfig: { defaultMode: Pattern[] };
}

/** What a lexer knows: of each token, and which are tried at each character. */
function knownTo(lexer: object) {
  const { definition, chevrotainLexer } = lexer as { definition: Record<string, Pattern>; chevrotainLexer: Tables };
  const names = new Map(Object.entries(definition).map(([name, { tokenTypeIdx }]) => [tokenTypeIdx, name]));
  const patterns = chevrotainLexer.patternIdxToConfig.defaultMode;
  const nameOf = ({ tokenTypeIdx }: Pattern) => names.get(tokenTypeIdx);
  const longerOf = ({ longerAlt = [] }: Pattern) => longerAlt.map((index) => nameOf(patterns[index] as Pattern));
  return {
    tokens: patterns.map((found) => {
      const { pattern, group, canLineTerminator } = found;
      return { name: nameOf(found), pattern, group, canLineTerminator, longer: longerOf(found) };
    }),
    tried: chevrotainLexer.charCodeToPatternIdxToConfig.defaultMode.map((found) => found?.map(nameOf)),
  };
}

test('the lexer knows of the generated tokens what the library finds out by itself', () => {
  const { flow } = createFlowServices({ ...EmptyFileSystem, ports: {} });
  const parser = Object.create(flow.parser, { TokenBuilder: { value: new DefaultTokenBuilder() } });
  const own = knownTo(flow.parser.Lexer);
  expect(own).toEqual(knownTo(new DefaultLexer(Object.create(flow, { parser: { value: parser } }))));
  expect(own.tokens.length).toBeGreaterThan(90);
});

import { createFlowServices } from '@millrace/grammar';
import { createParser, EmptyFileSystem, LangiumParser } from 'langium';
import { expect, test } from 'vitest';

interface Token {
  tokenTypeIdx: number;
}

/** As the library calls it: on a parser, of which it asks for the next tokens. */
type Decide = (this: { LA(count: number): Token; LA_FAST(count: number): Token }) => unknown;

/** Of what the library keeps to itself: what decides, by rule and place. */
function decisionsOf(parser: LangiumParser): Decide[][] {
  const { wrapper } = parser as unknown as { wrapper: { lookAheadFuncsCache: Decide[][] } };
  return wrapper.lookAheadFuncsCache;
}

const { flow } = createFlowServices({ ...EmptyFileSystem, ports: {} });
const { definition } = flow.parser.Lexer;
const tokens = Object.values(definition) as unknown as Token[];

/** The same grammar, where the library works out by itself what decides. */
function libraryParser(): LangiumParser {
  const parserServices = Object.create(flow.parser, { ParserConfig: { value: { maxLookahead: 3 } } });
  const services = Object.create(flow, { parser: { value: parserServices } });
  const parser = createParser(flow.Grammar, new LangiumParser(services), definition);
  parser.finalize();
  return parser;
}

function decided(decide: Decide, next: readonly (Token | undefined)[]): unknown {
  const LA = (count: number) => next[count - 1] ?? { tokenTypeIdx: 0 };
  return decide.call({ LA, LA_FAST: LA });
}

test('what is generated decides as the library does, at every place and whichever two tokens come next', () => {
  const ours = decisionsOf(flow.parser.LangiumParser);
  let places = 0;
  for (const [rule, byPlace] of decisionsOf(libraryParser()).entries()) {
    for (const [place, decide] of Object.entries(byPlace ?? {})) {
      const own = ours[rule]?.[Number(place)] as Decide;
      for (const first of tokens)
        for (const second of [...tokens, undefined])
          if (decided(own, [first, second]) !== decided(decide, [first, second]))
            expect.fail(`${JSON.stringify([first, second])} at place ${place} of rule ${rule}`);
      places++;
    }
  }
  expect(places).toBeGreaterThan(100);
});

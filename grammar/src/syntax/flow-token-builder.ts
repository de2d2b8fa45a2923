import { DefaultTokenBuilder, GrammarAST, type LangiumParser } from 'langium';
import { keywords, terminals } from '../generated/tokens.ts';

type TokenType = Parameters<LangiumParser['consume']>[1];

/** Takes from the generated file which tokens there are: to find them in the grammar again is half of what a lexer takes to make. */
export class FlowTokenBuilder extends DefaultTokenBuilder {
  override buildTokens({ rules }: GrammarAST.Grammar): TokenType[] {
    const ruleOf = new Map(rules.filter(GrammarAST.isTerminalRule).map((rule) => [rule.name, rule]));
    const tokens = new Map(terminals.map((name) => [name, this.buildTerminalToken(known(name, ruleOf))]));
    const words = keywords.map(([word, ...longer]) => {
      const LONGER_ALT = longer.map((name) => known(name, tokens));
      return { name: word, PATTERN: word, LONGER_ALT };
    });
    return [...words, ...tokens.values()];
  }
}

function known<T>(name: string, of: ReadonlyMap<string, T>): T {
  const found = of.get(name);
  if (found === undefined) throw new Error(`The grammar has no terminal ${name}: run npm run generate`);
  return found;
}

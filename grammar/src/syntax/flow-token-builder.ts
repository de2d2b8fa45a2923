import { DefaultTokenBuilder, GrammarAST, type LangiumParser } from 'langium';
import { keywords, terminals } from '../generated/tokens.ts';

type TokenType = Parameters<LangiumParser['consume']>[1];

/**
 * Takes from the generated file which tokens there are and what each may begin with: to find that in the grammar and its regular
 * expressions again is most of what a lexer takes to make.
 */
export class FlowTokenBuilder extends DefaultTokenBuilder {
  override buildTokens({ rules }: GrammarAST.Grammar): TokenType[] {
    const ruleOf = new Map(rules.filter(GrammarAST.isTerminalRule).map((rule) => [rule.name, rule]));
    const tokens = new Map(
      terminals.map(({ name, starts, hasLines }) => {
        const hints = { START_CHARS_HINT: [...starts], LINE_BREAKS: hasLines };
        return [name, { ...this.buildTerminalToken(known(name, ruleOf)), ...hints }];
      }),
    );
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

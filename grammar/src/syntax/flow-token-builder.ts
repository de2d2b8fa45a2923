import { DefaultTokenBuilder, type GrammarAST, type LangiumParser, RegExpUtils } from 'langium';

type TokenType = Parameters<LangiumParser['consume']>[1];

/**
 * Finds which terminals a keyword may be the beginning of, as its parent does, but works out once, and not for each keyword, what a
 * terminal may begin with.
 */
export class FlowTokenBuilder extends DefaultTokenBuilder {
  private readonly beginnings = new Map<TokenType, RegExp | undefined>();

  protected override findLongerAlt({ value }: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
    return terminals.filter((terminal) => {
      const beginning = this.beginningOf(terminal);
      return beginning !== undefined && (value.match(beginning)?.[0] ?? '') !== '';
    });
  }

  private beginningOf(terminal: TokenType): RegExp | undefined {
    if (!this.beginnings.has(terminal)) this.beginnings.set(terminal, beginning(terminal));
    return this.beginnings.get(terminal);
  }
}

function beginning({ PATTERN }: TokenType): RegExp | undefined {
  return PATTERN instanceof RegExp ? RegExpUtils.partialRegExp(`^${PATTERN.source}$`) : undefined;
}

/**
 * The parser recurses, so a text could exhaust its stack. It refuses what nests deeper than rules may lie inside of each other,
 * as a syntax error of which it recovers like of any other. The lexer cuts deep brackets first, and says better where; this
 * holds whatever the tokens are.
 */
import { type CstNodeBuilder, createParser, type LangiumCoreServices, LangiumParser } from 'langium';
import { tooDeepMessage } from './depth.ts';
import { FlowCstBuilder } from './flow-cst-builder.ts';
import { loneOperandRule } from './lone-operand.ts';
import { plainRule } from './parser-messages.ts';
import { type Recovery, recoverByBrackets } from './recovery.ts';
import { startsDeclaration } from './statement-starts.ts';

/**
 * A bracket takes up to 15 rules, and the lexer lets 20 of them through. Node's own stack, still cold, holds 450 rules.
 */
const rulesMax = 340;

type Choices = Parameters<LangiumParser['alternatives']>[1];
type Subrule = Parameters<LangiumParser['subrule']>;
type Rule = Subrule[1];
type Feature = Subrule[3];
type Arguments = Subrule[4];
type RecognitionError = LangiumParser['wrapper']['errors'][number];
type Token = RecognitionError['token'];

/** What the library keeps to itself. */
interface Parts {
  nodeBuilder: CstNodeBuilder;
}

export class FlowParser extends LangiumParser {
  /** For each rule that is open, the token it began with. */
  private readonly starts: number[] = [];

  constructor(services: LangiumCoreServices) {
    super(services);
    recoverByBrackets(this.recovery, this.starts);
    (this as unknown as Parts).nodeBuilder = new FlowCstBuilder();
  }

  private get expression(): Rule | undefined {
    return this.getRule('Expression');
  }

  private get recovery(): Recovery {
    return this.wrapper as unknown as Recovery;
  }

  override subrule(index: number, rule: Rule, isFragment: boolean, feature: Feature, args: Arguments): void {
    if (this.starts.length >= rulesMax && !this.isRecording()) throw this.tooDeep();
    this.starts.push(this.recovery.currIdx + 1);
    try {
      super.subrule(index, this.shortWay(rule), isFragment, feature, args);
    } finally {
      this.starts.pop();
    }
  }

  /** `schedule Nightly runs` at the end of a line takes no name from the declaration below: its word is a name elsewhere. */
  override alternatives(index: number, choices: Choices): void {
    if (!this.isRecording() && this.wantsName() && startsDeclaration(this.recovery.input, this.recovery.currIdx + 1))
      this.recovery.raiseNoAltException(index, undefined);
    super.alternatives(index, choices);
  }

  private wantsName(): boolean {
    return plainRule(this.recovery.getCurrRuleFullName()) === 'SchemaName';
  }

  private shortWay(rule: Rule): Rule {
    if (rule !== this.expression || this.isRecording()) return rule;
    const { input, currIdx } = this.recovery;
    const name = loneOperandRule(input, currIdx + 1);
    return (name === undefined ? undefined : this.getRule(name)) ?? rule;
  }

  /** Noted with the errors and thrown, as the parser does itself. */
  private tooDeep(): RecognitionError {
    const { currIdx, input } = this.recovery;
    const end = input.at(-1) as Token;
    const error = Object.assign(new Error(tooDeepMessage), {
      name: 'NoViableAltException',
      token: input[currIdx + 1] ?? end,
      previousToken: input[currIdx] ?? end,
      resyncedTokens: [],
      context: { ruleStack: [], ruleOccurrenceStack: [] },
    });
    this.wrapper.errors = [...this.wrapper.errors, error];
    return error;
  }
}

export function createFlowParser(services: LangiumCoreServices): LangiumParser {
  const parser = createParser(services.Grammar, new FlowParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/**
 * The parser recurses, so a text could exhaust its stack. It refuses what nests deeper than rules may lie inside of each other,
 * as a syntax error of which it recovers like of any other. The lexer cuts deep brackets first, and says better where; this
 * holds whatever the tokens are.
 */
import { createParser, type LangiumCoreServices, LangiumParser } from 'langium';
import { closers } from './close-blocks.ts';
import { tooDeepMessage } from './depth.ts';
import { startsStatement } from './flow-lexer.ts';

/**
 * A bracket takes up to 15 rules, and the lexer lets 20 of them through. Node's own stack, still cold, holds 450 rules.
 */
const rulesMax = 340;

type Subrule = Parameters<LangiumParser['subrule']>;
type RecognitionError = LangiumParser['wrapper']['errors'][number];
type Token = RecognitionError['token'];
type TokenType = Parameters<LangiumParser['consume']>[1];

/** What recovery looks at, which its library keeps to itself. */
interface Recovery {
  currIdx: number;
  input: Token[];
  flattenFollowSet(): TokenType[];
  findReSyncTokenType(): TokenType;
  invokeRuleCatch(error: unknown, ...rest: unknown[]): unknown;
  canRecoverWithSingleTokenDeletion(expected: TokenType): boolean;
  SKIP_TOKEN(): Token;
}

export class FlowParser extends LangiumParser {
  private depth = 0;

  constructor(services: LangiumCoreServices) {
    super(services);
    const recovery = this.wrapper as unknown as Recovery;
    lookOncePerError(recovery);
    skipWholeBlocks(recovery);
  }

  override subrule(...called: Subrule): void {
    if (this.depth >= rulesMax && !this.isRecording()) throw this.tooDeep();
    this.depth++;
    try {
      super.subrule(...called);
    } finally {
      this.depth--;
    }
  }

  /** Noted with the errors and thrown, as the parser does itself. */
  private tooDeep(): RecognitionError {
    const { currIdx, input } = this.wrapper as unknown as Recovery;
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

/**
 * Each rule that an error passes on its way out looks for the token at which a rule around it can go on. The answer is the same
 * for all of them; looked for anew, the time of one error grows with its depth times the length of the text.
 */
function lookOncePerError(recovery: Recovery): void {
  const { invokeRuleCatch } = recovery;
  const found = new WeakMap<object, TokenType>();
  let passing: unknown;
  recovery.invokeRuleCatch = (error, ...rest) => {
    passing = error;
    try {
      return invokeRuleCatch.call(recovery, error, ...rest);
    } finally {
      passing = undefined;
    }
  };
  recovery.findReSyncTokenType = () => {
    const key = passing instanceof Error ? passing : undefined;
    const known = key && found.get(key);
    if (known !== undefined) return known;
    const type = nextSyncType(recovery);
    if (key !== undefined) found.set(key, type);
    return type;
  };
}

function nextSyncType(recovery: Recovery): TokenType {
  const wanted = new Map(recovery.flattenFollowSet().map((type) => [type.tokenTypeIdx, type]));
  const { input, currIdx } = recovery;
  for (let index = currIdx + 1; index < input.length; index = behind(input, index)) {
    const type = wanted.get(input[index]?.tokenTypeIdx);
    if (type !== undefined) return type;
  }
  return endOfFile(wanted);
}

/** Wanted by the outermost rule, always. */
function endOfFile(wanted: ReadonlyMap<number | undefined, TokenType>): TokenType {
  return [...wanted.values()].find(({ name }) => name === 'EOF') as TokenType;
}

/** The block of a damaged statement is skipped with it: its `}` must not end the flow around it. */
function skipWholeBlocks(recovery: Recovery): void {
  const { SKIP_TOKEN, canRecoverWithSingleTokenDeletion } = recovery;
  recovery.SKIP_TOKEN = () => {
    const end = behind(recovery.input, recovery.currIdx + 1);
    let next = SKIP_TOKEN.call(recovery);
    while (recovery.currIdx + 1 < end && recovery.currIdx <= recovery.input.length - 2)
      next = SKIP_TOKEN.call(recovery);
    return next;
  };
  recovery.canRecoverWithSingleTokenDeletion = (expected) =>
    behind(recovery.input, recovery.currIdx + 1) === recovery.currIdx + 2 &&
    canRecoverWithSingleTokenDeletion.call(recovery, expected);
}

/** Where it goes on behind a token, or behind the bracket that closes what it opens, within one statement. */
function behind(tokens: readonly Token[], index: number): number {
  const open: string[] = [];
  for (let end = index; end < tokens.length; end++) {
    const { image } = tokens[end] as Token;
    if (end > index && startsStatement(tokens, end)) break;
    const closer = closers[image];
    if (closer !== undefined) open.push(closer);
    else if (image === open.at(-1)) open.pop();
    if (open.length === 0) return end + 1;
  }
  return index + 1;
}

export function createFlowParser(services: LangiumCoreServices): LangiumParser {
  const parser = createParser(services.Grammar, new FlowParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

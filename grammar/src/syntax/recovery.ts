/**
 * How the parser goes on behind a mistake. It leaves the rule it was in at a token that a rule around it waits for; and that
 * must not be a bracket which closes what the rule it leaves has opened: the `}` of a damaged select does not end its flow.
 */
import type { LangiumParser } from 'langium';
import { bracketPairs, closerOf, closing } from './bracket-pairs.ts';
import { startsDeclaration, startsStatement } from './statement-starts.ts';
import { declarationWords, statementWords } from './statement-words.ts';

const declarationStarts: ReadonlySet<string> = new Set(declarationWords);

type Token = LangiumParser['wrapper']['errors'][number]['token'];
type TokenType = Parameters<LangiumParser['consume']>[1];

/** What the library keeps to itself. */
export interface Recovery {
  readonly currIdx: number;
  readonly input: readonly Token[];
  readonly RULE_STACK_IDX: number;
  getGAstProductions(): Record<string, { accept(visitor: unknown): void }>;
  getCurrRuleFullName(): string;
  raiseNoAltException(occurrence: number, expected: string | undefined): never;
  buildFullFollowKeyStack(): unknown[];
  getFollowSetFromFollowKey(key: unknown): TokenType[];
  findReSyncTokenType(): TokenType;
  isInCurrentRuleReSyncSet(type: TokenType): boolean;
  reSyncTo(type: TokenType): Token[];
  invokeRuleCatch(error: unknown, ...rest: unknown[]): unknown;
  canRecoverWithSingleTokenDeletion(expected: TokenType): boolean;
  canRecoverWithSingleTokenInsertion(expected: TokenType, follows: TokenType[]): boolean;
  SKIP_TOKEN(): Token;
  manyInternal(occurrence: number, action: unknown): void;
  tryInRepetitionRecovery(rule: unknown, args: unknown[], isNext: () => boolean, expected: TokenType): void;
}

/** Where to go on: the token, and the rule that ends before it. */
interface Sync {
  type: TokenType;
  index: number;
  level: number;
}

/** `starts`: the token each open rule began with, but the first. */
export function recoverByBrackets(recovery: Recovery, starts: readonly number[]): void {
  skipWholeBlocks(recovery);
  closeBeforeStatementsOnly(recovery);
  repeatWithoutRecursion(recovery);
  raiseAtOnce(recovery);
  const { invokeRuleCatch, isInCurrentRuleReSyncSet, reSyncTo } = recovery;
  // Every rule that an error passes on its way out asks anew; the answer is the same for all of them.
  const found = new WeakMap<object, Sync>();
  let passing: object | undefined;
  const known = () => passing && found.get(passing);
  recovery.invokeRuleCatch = (error, ...rest) => {
    passing = error instanceof Error ? error : undefined;
    try {
      return invokeRuleCatch.call(recovery, error, ...rest);
    } finally {
      passing = undefined;
    }
  };
  const ahead = syncAhead(recovery, starts);
  recovery.findReSyncTokenType = () => {
    const sync = known() ?? (passing === undefined ? ahead() : nextSync(recovery, starts));
    if (passing !== undefined) found.set(passing, sync);
    return sync.type;
  };
  recovery.isInCurrentRuleReSyncSet = (type) => {
    const sync = known();
    return sync ? sync.level === recovery.RULE_STACK_IDX : isInCurrentRuleReSyncSet.call(recovery, type);
  };
  recovery.reSyncTo = (type) => {
    const sync = known();
    if (sync === undefined) return reSyncTo.call(recovery, type);
    skipUpTo(sync.index, recovery, recovery.SKIP_TOKEN);
    return [];
  };
}

/**
 * In a repetition: its end is the same for all mistakes before it, of which there may be thousands. The same repetition is that of
 * a rule that began at the same token, as deep as before.
 */
function syncAhead(recovery: Recovery, starts: readonly number[]): () => Sync {
  let last: { input: readonly Token[]; depth: number; start: number | undefined; sync: Sync } | undefined;
  return () => {
    const { input, currIdx, RULE_STACK_IDX: depth } = recovery;
    const start = starts.at(-1);
    const isSame = last?.input === input && last.depth === depth && last.start === start && currIdx < last.sync.index;
    if (last === undefined || !isSame) last = { input, depth, start, sync: nextSync(recovery, starts) };
    return last.sync;
  };
}

function nextSync(recovery: Recovery, starts: readonly number[]): Sync {
  const { input, currIdx } = recovery;
  const wanted = wantedTypes(recovery);
  const pairs = bracketPairs(input);
  let open = pairs.openAt(currIdx);
  for (let index = currIdx + 1; index < input.length; index = pairs.behind(index)) {
    if (startsStatement(input, index) || pairs.endsBlock(index)) open = [];
    const one = declaresNothing(input, index) ? undefined : wanted.get(input[index]?.tokenTypeIdx);
    const closed = open.findLastIndex((opener) => input[index]?.image === closerOf(input[opener]?.image));
    // What was left open inside of a bracket ends with it.
    if (closed >= 0) open.length = closed + 1;
    const lastOpen = open.at(-1);
    const start = one && (starts[one.level - 1] ?? 0);
    if (one && (lastOpen === undefined || (start ?? 0) > lastOpen)) return { ...one, index };
    if (closed >= 0) open.length = closed;
  }
  const end = [...wanted.values()].find(({ type }) => type.name === 'EOF') as Omit<Sync, 'index'>;
  return { ...end, index: input.length };
}

/** The innermost rule that waits for it, by type. */
function wantedTypes(recovery: Recovery): Map<number | undefined, Omit<Sync, 'index'>> {
  const wanted = new Map<number | undefined, Omit<Sync, 'index'>>();
  for (const [level, key] of recovery.buildFullFollowKeyStack().entries())
    for (const type of recovery.getFollowSetFromFollowKey(key)) wanted.set(type.tokenTypeIdx, { type, level });
  return wanted;
}

/** What an unexpected bracket opens is skipped with it. */
function skipWholeBlocks(recovery: Recovery): void {
  const { SKIP_TOKEN, canRecoverWithSingleTokenDeletion } = recovery;
  recovery.SKIP_TOKEN = () => {
    const end = bracketPairs(recovery.input).behind(recovery.currIdx + 1);
    const next = SKIP_TOKEN.call(recovery);
    return skipUpTo(end, recovery, SKIP_TOKEN) ?? next;
  };
  recovery.canRecoverWithSingleTokenDeletion = (expected) =>
    bracketPairs(recovery.input).behind(recovery.currIdx + 1) === recovery.currIdx + 2 &&
    canRecoverWithSingleTokenDeletion.call(recovery, expected);
}

/** A word that could open a statement, and does not where it stands. */
function startsNothing(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return statementWords.has(token?.image ?? '') && token?.startColumn !== 1 && !startsStatement(tokens, index);
}

/** `a > 1 and a flow limit`: a declaration there would end the flow around it. */
function declaresNothing(tokens: readonly Token[], index: number): boolean {
  return declarationStarts.has(tokens[index]?.image ?? '') && startsNothing(tokens, index);
}

/** A word that could open a statement, and does not, is no reason to close what is open. */
function closeBeforeStatementsOnly(recovery: Recovery): void {
  const { canRecoverWithSingleTokenInsertion } = recovery;
  recovery.canRecoverWithSingleTokenInsertion = (expected, follows) => {
    // Where the next but one is what is wanted, the one between is too much: `schema A A {`.
    if (recovery.canRecoverWithSingleTokenDeletion(expected) || comesLater(recovery, expected.name)) return false;
    const next = recovery.currIdx + 1;
    if (startsNothing(recovery.input, next)) return false;
    // What is inserted before the next declaration would take its words for its own; a bracket only ends what comes before.
    if (startsDeclaration(recovery.input, next) && !closing.has(expected.name)) return false;
    return canRecoverWithSingleTokenInsertion.call(recovery, expected, follows);
  };
}

/** `schema schema A extends B {`: an opening bracket is not missing that comes later in the statement. */
function comesLater({ input, currIdx }: Recovery, opener: string): boolean {
  if (closerOf(opener) === undefined) return false;
  for (let index = currIdx + 1; index < Math.min(input.length, currIdx + laterMax); index++) {
    const { image } = input[index] as Token;
    if (image === opener) return true;
    if (startsStatement(input, index) || brackets.has(image)) return false;
  }
  return false;
}

const laterMax = 16;
const brackets: ReadonlySet<string> = new Set('()[]{}');

/** Behind each mistake in a repetition the library calls itself to repeat further: thousands of them would exhaust the stack. */
function repeatWithoutRecursion(recovery: Recovery): void {
  const { manyInternal, tryInRepetitionRecovery } = recovery;
  let goesOn = false;
  const many: Recovery['manyInternal'] = (occurrence, action) => {
    do {
      goesOn = false;
      manyInternal.call(recovery, occurrence, action);
    } while (goesOn);
  };
  recovery.manyInternal = many;
  recovery.tryInRepetitionRecovery = (rule, args, isNext, expected) => {
    const repeat = () => {
      goesOn = true;
    };
    const goesOnHere = () => !declaresNothing(recovery.input, recovery.currIdx + 1) && isNext.call(recovery);
    tryInRepetitionRecovery.call(recovery, rule === many ? repeat : rule, args, goesOnHere, expected);
  };
}

/** The library lists all that could have come, which is no part of our messages and took half of what a mistake takes. */
function raiseAtOnce(recovery: Recovery): void {
  const { raiseNoAltException, getGAstProductions } = recovery;
  recovery.raiseNoAltException = (occurrence, expected) => {
    recovery.getGAstProductions = () => ({ [recovery.getCurrRuleFullName()]: { accept: () => {} } });
    try {
      return raiseNoAltException.call(recovery, occurrence, expected);
    } finally {
      recovery.getGAstProductions = getGAstProductions;
    }
  };
}

/** As far as there are tokens: at the end of the file the library stays where it is. */
function skipUpTo(index: number, recovery: Recovery, skip: () => Token): Token | undefined {
  let next: Token | undefined;
  for (let last = -1; recovery.currIdx + 1 < index && recovery.currIdx !== last; ) {
    last = recovery.currIdx;
    next = skip.call(recovery);
  }
  return next;
}

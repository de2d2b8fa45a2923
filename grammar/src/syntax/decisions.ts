/**
 * What the parser decides by, at each place of the grammar where it has a choice: which tokens lead where is generated with the
 * grammar, for working it out is most of what reading a first text would cost. The tokens of a place are looked up when a text first
 * comes to it, since one text comes to few.
 */
import type { IParserConfig } from 'langium';
import { decisions } from '../generated/decisions.ts';
import { plainRule } from './parser-messages.ts';

export type Strategy = NonNullable<IParserConfig['lookaheadStrategy']>;

/** By name. */
export type TokenTypes = Readonly<Record<string, { tokenTypeIdx?: number }>>;

/** What the next token leads to, by its type. */
type Steps = Map<number, Step>;

interface Step {
  /** The first way that these tokens lead to. */
  way?: number;
  next?: Steps;
}

/** The parser, which the library calls what decides on. */
interface Reader {
  LA(count: number): { tokenTypeIdx: number };
}

type Decide = (parser: Reader) => number | undefined;

/** Reading throws at a place of the grammar that the generated file does not know. */
export function generatedDecisions(tokens: TokenTypes): Strategy {
  const decideAt = (place: string): Decide => {
    let steps: Steps | undefined;
    return (parser) => {
      steps ??= stepsOf(place, tokens);
      return wayOf(steps, parser);
    };
  };
  return {
    validate: () => [],
    buildLookaheadForAlternation({ rule, prodOccurrence }) {
      const decide = decideAt(`${plainRule(rule.name)} Alternation ${prodOccurrence}`);
      return function way(this: unknown) {
        return decide(this as Reader);
      };
    },
    buildLookaheadForOptional({ rule, prodType, prodOccurrence }) {
      const decide = decideAt(`${plainRule(rule.name)} ${prodType} ${prodOccurrence}`);
      return function isIn(this: unknown) {
        return decide(this as Reader) !== undefined;
      };
    },
  };
}

/** The first of the ways that the next tokens lead to, however many of them it takes. */
function wayOf(steps: Steps, parser: Reader): number | undefined {
  let found: number | undefined;
  let next: Steps | undefined = steps;
  for (let count = 1; next !== undefined; count++) {
    const step: Step | undefined = next.get(parser.LA(count).tokenTypeIdx);
    if (step?.way !== undefined && (found === undefined || step.way < found)) found = step.way;
    next = step?.next;
  }
  return found;
}

function stepsOf(place: string, tokens: TokenTypes): Steps {
  const ways = decisions[place];
  if (ways === undefined) throw new Error(`No decision is generated for ${place}: run npm run generate`);
  const steps: Steps = new Map();
  for (const [way, lines] of ways.entries())
    for (const line of lines.split('\n')) addPaths(steps, line, way, (name) => tokens[name]?.tokenTypeIdx);
  return steps;
}

/** `first second\tone other`: the tokens that come first, and those of which one comes next. */
function addPaths(steps: Steps, line: string, way: number, typeOf: (name: string) => number | undefined): void {
  const [first = '', last = ''] = line.split('\t');
  const types = (names: string) => names.split(' ').map((name) => typeOf(name) ?? unknown(name));
  let into = steps;
  if (first !== '')
    for (const type of types(first)) {
      const step = stepTo(into, type);
      step.next ??= new Map();
      into = step.next;
    }
  for (const type of types(last)) stepTo(into, type).way ??= way;
}

function stepTo(steps: Steps, type: number): Step {
  const known = steps.get(type);
  if (known !== undefined) return known;
  const step: Step = {};
  steps.set(type, step);
  return step;
}

function unknown(name: string): never {
  throw new Error(`The lexer has no token ${name}: run npm run generate`);
}

/**
 * Texts made from the grammar itself, so that a construct it gains is in them at once: any tokens it allows, with any white space
 * and comments between them. Some do not parse, where one word may mean two things.
 */
import fc from 'fast-check';
import { GrammarAST } from 'langium';
import { flowSyntax } from './flow-syntax.ts';

const terminals: Record<string, readonly string[]> = {
  BLOCK_STRING: [
    '"""one line"""',
    '"""\n      SELECT a,\n        b\n\n      FROM c\n  """',
    '"""a\n b"""',
    '"""\n\tx"""',
  ],
  STRING: ['"a"', '"models/card-risk.onnx"', '""', '"//"', '"{"'],
  TIMESTAMP: ['2026-01-31T10:00:00Z'],
  DATE: ['2026-01-31'],
  DURATION: ['10ms', '1.5h'],
  SIZE: ['4MiB'],
  FLOAT: ['1.5', '2e3'],
  INT: ['0', '12'],
  ID: ['a', 'amount', 'merchant_country', 'x1', 'sincePrevious'],
  QUOTED_ID: ['`src bytes`', '`größe`'],
};

const gaps = [
  ' ',
  ' ',
  ' ',
  ' ',
  '\n ',
  '\n ',
  '\n\n\n  ',
  '\t',
  ' /* why */ ',
  ' // so\n ',
  '\n  // own\n ',
  '\n\n  /* own */\n ',
];
const docs = ['\n  /** A doc. */\n ', ' /** A doc\n   * of two lines. */ ', ' /* as\n it is */ ', '\r\n  '];

/** A whole file. */
export const arbitraryFlowText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.nat(9_999), { minLength: 20, maxLength: 160, size: 'max' }),
    fc.array(fc.nat(9_999), { minLength: 5, maxLength: 100, size: 'max' }),
  )
  .map(([choices, spaces]) => spaced(new Sentence(choices).tokens, spaces));

/** Mostly single spaces. */
function spaced(tokens: readonly string[], choices: readonly number[]): string {
  const all = [...gaps, ...docs];
  const gap = (index: number) => all[(choices[index % choices.length] as number) % (all.length * 4)] ?? ' ';
  return tokens.map((token, index) => token + gap(index)).join('');
}

/** One way through the grammar. Where the choices are used up it takes the shortest. */
class Sentence {
  readonly tokens: string[] = [];
  private readonly choices: readonly number[];
  private used = 0;

  constructor(choices: readonly number[]) {
    this.choices = choices;
    this.add(ruleNamed('FlowFile').definition);
  }

  private choice(): number | undefined {
    return this.choices[this.used++];
  }

  private add(element: GrammarAST.AbstractElement): void {
    for (let times = this.times(element); times > 0; times--) this.addOnce(element);
  }

  private times(element: GrammarAST.AbstractElement): number {
    if (element.cardinality === undefined) return 1;
    const choice = this.choice() ?? 0;
    if (element.cardinality === '?') return choice % 2;
    const least = element.cardinality === '+' ? 1 : 0;
    return least + (isOperation(element) ? Number(choice % 5 === 1) : choice % 4);
  }

  private addOnce(element: GrammarAST.AbstractElement): void {
    if (GrammarAST.isKeyword(element)) this.tokens.push(element.value);
    else if (GrammarAST.isAssignment(element)) this.add(element.terminal);
    else if (GrammarAST.isCrossReference(element)) this.add(element.terminal as GrammarAST.AbstractElement);
    else if (GrammarAST.isGroup(element)) for (const one of element.elements) this.add(one);
    else if (GrammarAST.isAlternatives(element)) this.add(this.alternative(element.elements));
    else if (GrammarAST.isRuleCall(element)) this.addRule(element.rule.ref as GrammarAST.AbstractRule);
  }

  private alternative(elements: readonly GrammarAST.AbstractElement[]): GrammarAST.AbstractElement {
    const choice = this.choice();
    if (choice !== undefined) return elements[choice % elements.length] as GrammarAST.AbstractElement;
    return elements.toSorted((a, b) => depthOf(a) - depthOf(b))[0] as GrammarAST.AbstractElement;
  }

  private addRule(rule: GrammarAST.AbstractRule): void {
    const samples = terminals[rule.name] ?? [];
    if (!GrammarAST.isTerminalRule(rule)) this.add((rule as GrammarAST.ParserRule).definition);
    else this.tokens.push(samples[(this.choice() ?? 0) % samples.length] as string);
  }
}

/** What goes on with an operand; there are many levels of these. */
function isOperation(element: GrammarAST.AbstractElement): boolean {
  if (GrammarAST.isAlternatives(element)) return element.elements.every(isOperation);
  return GrammarAST.isGroup(element) && GrammarAST.isAction(element.elements[0]);
}

function ruleNamed(name: string): GrammarAST.ParserRule {
  return flowSyntax.Grammar.rules.find((rule) => rule.name === name) as GrammarAST.ParserRule;
}

/** How many rules deep its shortest sentence nests. */
function depthOf(element: GrammarAST.AbstractElement): number {
  if (element.cardinality === '?' || element.cardinality === '*') return 0;
  if (GrammarAST.isAssignment(element)) return depthOf(element.terminal);
  if (GrammarAST.isCrossReference(element)) return depthOf(element.terminal as GrammarAST.AbstractElement);
  if (GrammarAST.isGroup(element)) return Math.max(0, ...element.elements.map(depthOf));
  if (GrammarAST.isAlternatives(element)) return Math.min(...element.elements.map(depthOf));
  return GrammarAST.isRuleCall(element) ? (depths().get(element.rule.ref as GrammarAST.AbstractRule) ?? 99) : 0;
}

let known: Map<GrammarAST.AbstractRule, number> | undefined;

function depths(): Map<GrammarAST.AbstractRule, number> {
  if (known !== undefined) return known;
  const rules = flowSyntax.Grammar.rules;
  known = new Map(rules.map((rule) => [rule, GrammarAST.isTerminalRule(rule) ? 0 : 99]));
  for (let round = 0; round < 40; round++)
    for (const rule of rules)
      if (!GrammarAST.isTerminalRule(rule))
        known.set(rule, Math.min(99, 1 + depthOf((rule as GrammarAST.ParserRule).definition)));
  return known;
}

/**
 * Where a comma may be left out, and where it must stand: `[a, -b]` without its comma is one item. It must stand in front of a
 * token with which the item before it could go on; which tokens these are follows from the grammar alone.
 */
import { GrammarAST } from 'langium';

interface Reach {
  /** Keywords that can come first. */
  first: Set<string>;
  /** Keywords that can follow what is already whole. */
  more: Set<string>;
  canBeEmpty: boolean;
}

const empty = (): Reach => ({ first: new Set(), more: new Set(), canBeEmpty: true });

/** All keywords with which something that matches the elements of a list can go on. */
export class Continuations {
  private readonly rules = new Map<GrammarAST.AbstractRule, Reach>();

  constructor(grammar: GrammarAST.Grammar) {
    const rules = grammar.rules.filter(GrammarAST.isParserRule);
    for (const rule of rules) this.rules.set(rule, { ...empty(), canBeEmpty: false });
    for (let size = -1; size !== this.size(); ) {
      size = this.size();
      for (const rule of rules) this.rules.set(rule, this.reach(rule.definition));
    }
  }

  of(element: GrammarAST.AbstractElement): ReadonlySet<string> {
    return this.reach(element).more;
  }

  private size(): number {
    return [...this.rules.values()].reduce((sum, { first, more }) => sum + first.size + more.size, 0);
  }

  private reach(element: GrammarAST.AbstractElement): Reach {
    const once = this.reachOnce(element);
    const { cardinality } = element;
    const isMany = cardinality === '*' || cardinality === '+';
    return {
      first: once.first,
      more: isMany ? union(once.more, once.first) : once.more,
      canBeEmpty: once.canBeEmpty || cardinality === '?' || cardinality === '*',
    };
  }

  private reachOnce(element: GrammarAST.AbstractElement): Reach {
    if (GrammarAST.isKeyword(element)) return { first: new Set([element.value]), more: new Set(), canBeEmpty: false };
    if (GrammarAST.isAssignment(element)) return this.reach(element.terminal);
    if (GrammarAST.isCrossReference(element)) return element.terminal ? this.reach(element.terminal) : noKeyword();
    if (GrammarAST.isRuleCall(element))
      return this.rules.get(element.rule.ref as GrammarAST.AbstractRule) ?? noKeyword();
    if (GrammarAST.isAlternatives(element)) return this.either(element.elements);
    return GrammarAST.isGroup(element) ? this.sequence(element.elements) : empty();
  }

  private sequence(elements: readonly GrammarAST.AbstractElement[]): Reach {
    return elements.map((element) => this.reach(element)).reduce(followedBy, empty());
  }

  private either(elements: readonly GrammarAST.AbstractElement[]): Reach {
    const all = elements.map((element) => this.reach(element));
    return {
      first: union(...all.map(({ first }) => first)),
      more: union(...all.map(({ more }) => more), ...elements.map((element) => this.behindFirst(element))),
      canBeEmpty: all.some(({ canBeEmpty }) => canBeEmpty),
    };
  }

  /** What is whole as one alternative may go on as another: `a` and `a(`. */
  private behindFirst(element: GrammarAST.AbstractElement): Set<string> {
    const rule = GrammarAST.isRuleCall(element) ? element.rule.ref : undefined;
    const definition = GrammarAST.isParserRule(rule) ? rule.definition : element;
    if (!GrammarAST.isGroup(definition)) return new Set();
    const [first, ...others] = definition.elements.filter((one) => !GrammarAST.isAction(one));
    return first !== undefined && takesRule(first) ? this.sequence(others).first : new Set();
  }
}

function takesRule(element: GrammarAST.AbstractElement): boolean {
  const taken = GrammarAST.isAssignment(element) ? element.terminal : element;
  return GrammarAST.isRuleCall(taken) || GrammarAST.isCrossReference(taken);
}

function noKeyword(): Reach {
  return { ...empty(), canBeEmpty: false };
}

function followedBy(left: Reach, right: Reach): Reach {
  return {
    first: left.canBeEmpty ? union(left.first, right.first) : left.first,
    more: right.canBeEmpty ? union(left.more, right.first, right.more) : right.more,
    canBeEmpty: left.canBeEmpty && right.canBeEmpty,
  };
}

function union(...sets: ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}

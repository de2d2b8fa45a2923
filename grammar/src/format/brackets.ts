/** Brackets as the grammar knows them: where they close, what their items are, and how items are kept apart. */
import { type AstNode, AstUtils, type CstNode, GrammarAST, isCompositeCstNode, type LeafCstNode } from 'langium';
import type { Continuations } from './continuations.ts';
import { firstLeaf, isLeaf, lastLeaf } from './source-text.ts';
import { isWord } from './spacing.ts';

const closers = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

export interface Item {
  nodes: CstNode[];
  first: LeafCstNode;
  last: LeafCstNode;
  /** The comma behind it, where there is one. */
  comma?: LeafCstNode;
}

/** `none`: items follow each other, as statements do; `optional`: a comma is needed where they share a line only. */
export type Separator = 'none' | 'optional' | 'required';

export interface BracketRule {
  separator: Separator;
  /** With these an item without a comma behind it would go on. */
  continuations: ReadonlySet<string>;
}

/** The index of the bracket that closes the one at `from`, among the parts of one node. */
export function closingIndex(parts: readonly CstNode[], from: number): number | undefined {
  const open = parts[from] as CstNode;
  if (!isLeaf(open) || !GrammarAST.isKeyword(open.grammarSource)) return undefined;
  const closer = closers.get(open.text);
  if (closer === undefined) return undefined;
  const found = parts.findIndex((part, index) => index > from && isLeaf(part) && part.text === closer);
  return found < 0 ? undefined : found;
}

/** A node starts an item, unless it stands behind a word or sign that belongs to it. */
export function itemsOf(parts: readonly CstNode[]): Item[] {
  const items: CstNode[][] = [];
  const commas = new Map<CstNode[], LeafCstNode>();
  let current: CstNode[] | undefined;
  for (const part of parts) {
    if (isLeaf(part) && part.text === ',') {
      if (current !== undefined) commas.set(current, part);
      current = undefined;
    } else if (current === undefined || startsItem(part, current.at(-1) as CstNode)) {
      current = [part];
      items.push(current);
    } else current.push(part);
  }
  return items.map((nodes) => ({
    nodes,
    first: firstLeaf(nodes[0] as CstNode),
    last: lastLeaf(nodes.at(-1) as CstNode),
    comma: commas.get(nodes),
  }));
}

function startsItem(part: CstNode, before: CstNode): boolean {
  return isCompositeCstNode(before) && (!isLeaf(part) || isWord(part));
}

/** Reads from the grammar how the items of a bracket are kept apart. */
export class BracketRules {
  private readonly rules = new Map<GrammarAST.AbstractElement, BracketRule>();
  private readonly continuations: Continuations;

  constructor(continuations: Continuations) {
    this.continuations = continuations;
  }

  of(open: LeafCstNode): BracketRule {
    const source = open.grammarSource as GrammarAST.Keyword;
    const known = this.rules.get(source);
    if (known !== undefined) return known;
    const rule = this.read(source);
    this.rules.set(source, rule);
    return rule;
  }

  private read(open: GrammarAST.Keyword): BracketRule {
    const around = bracketed(open);
    const commas = around.flatMap((element) => AstUtils.streamAst(element).filter(isComma).toArray());
    const others = around.flatMap((element) => partsOf(element).filter((part) => !isComma(part)));
    const continuations = new Set(others.flatMap((part) => [...this.continuations.of(part)]));
    const between = commas[0];
    if (between === undefined) return { separator: 'none', continuations };
    return { separator: between.cardinality === '?' ? 'optional' : 'required', continuations };
  }
}

/** What stands between the bracket and the one that closes it. The first may be wrapped in an assignment: `has?='('`. */
function bracketed(open: GrammarAST.Keyword): GrammarAST.AbstractElement[] {
  const around: AstNode | undefined = open.$container;
  const inGroup: AstNode = GrammarAST.isAssignment(around) ? around : open;
  const siblings: readonly GrammarAST.AbstractElement[] = GrammarAST.isGroup(inGroup.$container)
    ? inGroup.$container.elements
    : [];
  const behind = siblings.slice(siblings.indexOf(inGroup as GrammarAST.AbstractElement) + 1);
  const end = behind.findIndex((one) => GrammarAST.isKeyword(one) && one.value === closers.get(open.value));
  return behind.slice(0, Math.max(end, 0));
}

function isComma(node: unknown): node is GrammarAST.Keyword {
  return GrammarAST.isKeyword(node) && node.value === ',';
}

/** The assignments and calls of a group, however deep it nests. */
function partsOf(element: GrammarAST.AbstractElement): GrammarAST.AbstractElement[] {
  if (GrammarAST.isGroup(element) || GrammarAST.isAlternatives(element)) return element.elements.flatMap(partsOf);
  return [element];
}

/** Which two tokens on one line touch. All others have a space between them. */
import { GrammarAST, GrammarUtils, type LeafCstNode } from 'langium';

const touchBefore = new Set([')', ']', ',', ':', '.']);
const touchBehind = new Set(['(', '[', '.', '@', '...']);
/** Behind these a `[` belongs to a type, as in `float32?[8]`. */
const endsOfTypes = new Set([']', '}', '?', ')']);

export function touches(before: LeafCstNode, behind: LeafCstNode): boolean {
  const [left, right] = [before.text, behind.text];
  if (touchBefore.has(right) || touchBehind.has(left)) return true;
  if (right === '(') return isNameOrLiteral(before);
  if (right === '[') return isNameOrLiteral(before) || endsOfTypes.has(left);
  if (right === '?') return left !== '?';
  if (right === '*') return operatorOf(behind) === undefined && isNameOrLiteral(before);
  return isSign(before);
}

/** A word that the grammar wants here, such as `where`: not a name, also if the name is a word that is a keyword elsewhere. */
export function isWord(leaf: LeafCstNode): boolean {
  return GrammarAST.isKeyword(leaf.grammarSource) && /^[a-z]/i.test(leaf.text) && !isPartOfName(leaf);
}

/** The assignment by which the grammar takes the leaf as an operator. Equal ones bind equally tight. */
export function operatorOf({ grammarSource }: LeafCstNode): GrammarAST.Assignment | undefined {
  let element: unknown = grammarSource;
  while (GrammarAST.isKeyword(element) || GrammarAST.isAlternatives(element)) element = element.$container;
  return GrammarAST.isAssignment(element) && element.feature === 'operator' ? element : undefined;
}

function isSign(leaf: LeafCstNode): boolean {
  return operatorOf(leaf) !== undefined && leaf.container?.content[0] === leaf && !/^[a-z]/i.test(leaf.text);
}

function isNameOrLiteral(leaf: LeafCstNode): boolean {
  return GrammarAST.isRuleCall(leaf.grammarSource) || isPartOfName(leaf);
}

function isPartOfName(leaf: LeafCstNode): boolean {
  const source = leaf.container?.grammarSource;
  const rule = GrammarAST.isRuleCall(source) ? source.rule.ref : undefined;
  return rule !== undefined && isTextRule(rule);
}

const textRules = new WeakMap<GrammarAST.AbstractRule, boolean>();

function isTextRule(rule: GrammarAST.AbstractRule): boolean {
  const known = textRules.get(rule);
  if (known !== undefined) return known;
  const isText = GrammarAST.isParserRule(rule) && GrammarUtils.isDataTypeRule(rule);
  textRules.set(rule, isText);
  return isText;
}

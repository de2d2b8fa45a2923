/** An expression in the place of a name: in brackets where what stands around it binds tighter. */
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { textOf } from '../fixes/editing/spans.ts';

/** From loose to tight, as in the grammar. */
const levels = {
  coalesce: 1,
  or: 2,
  and: 3,
  not: 4,
  comparison: 5,
  sum: 6,
  product: 7,
  sign: 8,
  power: 9,
  primary: 10,
};

const operators: Readonly<Record<string, number>> = {
  '??': levels.coalesce,
  or: levels.or,
  and: levels.and,
  '+': levels.sum,
  '-': levels.sum,
  '*': levels.product,
  '/': levels.product,
  '%': levels.product,
  '**': levels.power,
};

export function bracketed(text: string, expression: ast.Expression, place: AstNode): string {
  return levelOf(expression) >= neededAt(place) ? text : `(${text})`;
}

/** An `if` takes all that follows it into its `else`. */
function levelOf(expression: ast.Expression): number {
  if (withoutBrackets(expression) !== textOf({ node: expression })) return levels.primary;
  if (ast.isBinary(expression)) return operators[expression.operator] ?? levels.comparison;
  if (ast.isUnary(expression)) return expression.operator === 'not' ? levels.not : levels.sign;
  if (ast.isMembership(expression) || ast.isBetween(expression)) return levels.comparison;
  return ast.isConditional(expression) ? levels.coalesce : levels.primary;
}

/** Its text without the brackets around all of it. */
export function withoutBrackets(expression: ast.Expression): string {
  let text = textOf({ node: expression });
  while (isBracketed(text)) text = text.slice(1, -1).trim();
  return text;
}

/** Whether the bracket at the start is closed by the one at the end; texts and names may hold brackets too. */
function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  const signs = text.replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, (found) => '_'.repeat(found.length));
  let depth = 0;
  for (let at = 0; at < signs.length - 1; at++) {
    if (signs[at] === '(') depth++;
    if (signs[at] === ')') depth--;
    if (depth === 0) return false;
  }
  return true;
}

function neededAt(place: AstNode): number {
  const { $container: around, $containerProperty: property } = place;
  if (ast.isBinary(around)) return neededBeside(around, property === 'left');
  if (ast.isUnary(around)) return around.operator === 'not' ? levels.not : levels.sign;
  if (ast.isMembership(around) || ast.isBetween(around)) return levels.sum;
  return ast.isMember(around) ? levels.primary : 0;
}

function neededBeside({ operator }: ast.Binary, isLeft: boolean): number {
  const own = operators[operator] ?? levels.comparison;
  if (own === levels.power) return isLeft ? levels.primary : levels.sign;
  return isLeft && own !== levels.comparison ? own : own + 1;
}

/** A condition beside another one. */
export function joinedByAnd(text: string, expression: ast.Expression, isLeft: boolean): string {
  return levelOf(expression) >= (isLeft ? levels.and : levels.not) ? text : `(${text})`;
}

/** What holds where the condition is false. */
export function negated(expression: ast.Expression): string {
  const text = textOf({ node: expression });
  return levelOf(expression) >= levels.primary ? `not ${text}` : `not (${text})`;
}

/** The expression, or this where it is null. */
export function withDefault(expression: ast.Expression, value: string): string {
  const text = textOf({ node: expression });
  return levelOf(expression) > levels.coalesce ? `${text} ?? ${value}` : `(${text}) ?? ${value}`;
}

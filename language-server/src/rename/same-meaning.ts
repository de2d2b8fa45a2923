/** Whether the names in a node's expressions still mean what they meant: a field wins over a parameter of its name, silently. */
import type { NodeAnalysis, TypedExpression } from '@millrace/grammar';

export function hasSameMeaning(before: NodeAnalysis, after: NodeAnalysis): boolean {
  return meaningsIn(before) === meaningsIn(after);
}

/** What each name is, in the order of the text; an item or a mapping says the same whether it is written out or not. */
function meaningsIn({ columns, inference, expressions }: NodeAnalysis): string {
  const filled = inference?.inputs?.flatMap((input) => input.columns);
  const all = columns?.map(({ expression }) => expression) ?? filled ?? [...expressions.values()];
  return all.map((expression) => (expression === undefined ? '?' : meaningOf(expression))).join(' ');
}

function meaningOf(expression: TypedExpression): string {
  switch (expression.op) {
    case 'call':
      return `(${expression.arguments.map(meaningOf).join(' ')})`;
    case 'if':
      return [expression.condition, expression.whenTrue, expression.whenFalse].map(meaningOf).join(' ');
    case 'field':
      return `field${expression.path.length}`;
    default:
      return expression.op;
  }
}

/** Properties of a statement and arguments of a call: added where there are some, or with the first brackets. */
import type * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { addFirst, addItem, type List } from './lists.ts';
import { insert, spanOf, textAround } from './spans.ts';

/** Undefined where the text is too broken to say where. */
export function addProperty(statement: AstNode, property: string): TextEdit | undefined {
  const list = propertiesOf(statement);
  if (list !== undefined) return addItem(list, property);
  return insert(textAround(statement), spanOf({ node: statement }).end, ` { ${property} }`);
}

export function propertiesOf(statement: AstNode): List | undefined {
  const { properties } = statement as { properties?: ast.PropertyBlock | ast.Property[] };
  // Some have the braces themselves: a review, and a value such as `retry: { backoff: 2s }`.
  if (Array.isArray(properties)) return { owner: statement, open: '{', items: properties };
  return properties && { owner: properties, open: '{', items: properties.properties };
}

export function findProperty(statement: AstNode, key: string): ast.Property | undefined {
  const { properties } = statement as { properties?: ast.PropertyBlock };
  return properties?.properties.find((property) => property.key === key);
}

/** Also where the call has no brackets yet. */
export function addArgument(
  call: ast.Call | ast.Source | ast.FlowRun | ast.Annotation,
  argument: string,
  isFirst = false,
): TextEdit | undefined {
  const list: List = { owner: call, open: '(', items: call.arguments };
  const edit = isFirst ? addFirst(list, argument) : addItem(list, argument);
  return edit ?? insert(textAround(call), spanOf({ node: call }).end, `(${argument})`);
}

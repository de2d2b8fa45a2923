/** `*` and `* except (a)`: the columns that it stands for. */
import * as ast from '@millrace/grammar/syntax';
import { CstUtils, type LangiumDocument } from 'langium';
import { flowAround } from '../cursor/flow-around.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import type { HoverAt } from './comment-hover.ts';

export function starHover({ textDocument, parseResult }: LangiumDocument, offset: number): HoverAt | undefined {
  const text = textDocument.getText();
  // The cursor is on it, or directly behind it.
  const at = [offset, offset - 1].find((place) => text[place] === '*');
  const root = parseResult.value.$cstNode;
  const leaf = root && at !== undefined ? CstUtils.findLeafNodeAtOffset(root, at) : undefined;
  if (leaf === undefined || leaf.text !== '*' || !ast.isAllItem(leaf.astNode)) return undefined;
  const { except } = leaf.astNode;
  const scope = flowAround(leaf.astNode)?.node?.scope;
  if (scope === undefined) return undefined;
  const fields = scope.fields.filter(({ name }) => !except.includes(name));
  const count = `${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`;
  return { value: `${count}\n\n${recordDoc({ kind: 'record', fields, nullable: false })}`, range: leaf.range };
}

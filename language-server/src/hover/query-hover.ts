/** Functions of DuckDB in a query, as far as completion knows them. */
import { offsetInBlock, offsetInValue, queryTokens } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { queryFunctions } from '../completion/query/query-words.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import type { HoverAt } from './comment-hover.ts';

export function queryFunctionHover(
  { textDocument }: LangiumDocument,
  { node, property, leaf }: WordInTree,
  offset: number,
): HoverAt | undefined {
  if (!ast.isSqlNode(node) || property !== 'query') return undefined;
  const at = offsetInValue(leaf.text, offset - leaf.offset);
  if (at === undefined) return undefined;
  const tokens = queryTokens(node.query ?? '');
  const index = tokens.findIndex((token) => token.kind === 'name' && token.offset <= at && at <= token.end);
  const token = tokens[index];
  if (token === undefined || tokens[index + 1]?.text !== '(') return undefined;
  const doc = queryFunctions.find(({ label }) => label === token.name)?.doc;
  if (typeof doc !== 'string') return undefined;
  const place = (inValue: number) => textDocument.positionAt(leaf.offset + offsetInBlock(leaf.text, inValue));
  return { value: `${doc}\n\nA function of DuckDB.`, range: { start: place(token.offset), end: place(token.end) } };
}

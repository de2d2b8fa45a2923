/**
 * Reads a text again of which a part has changed: of a flow one statement, or those around the change. Everything else keeps its tree,
 * so that a key costs what it changes and not what the file is long. What comes out is what reading all of it gives; wherever that is
 * not certain, nothing comes out.
 */
import type { LangiumParser, ParseResult } from 'langium';
import * as ast from '../../generated/ast.ts';
import { rereadStatement } from './one-statement.ts';
import { rereadPart } from './some-statements.ts';
import { changeOf } from './text-change.ts';

/** Changes the tree of the text before; undefined where nothing was done. */
export function rereadText(before: ParseResult, text: string, parser: LangiumParser): ParseResult | undefined {
  const { value } = before;
  const root = value.$cstNode?.root;
  if (!ast.isFlowFile(value) || root === undefined) return undefined;
  const change = changeOf(root.fullText, text);
  const file = { ...before, value };
  return rereadStatement(file, { text, change }, parser) ?? rereadPart(file, { text, change }, parser);
}
